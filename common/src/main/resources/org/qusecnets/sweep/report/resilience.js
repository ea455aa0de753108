// Reads what a noise analysis found and draws its sections in order.

function readResilience() {
  const json = dataOfPage();
  const report = {
    origin: json.origin,
    samples: json.samples,
    models: decode(json.models),
    measurements: decode(json.measurements),
    noises: decode(json.noises),
    levels: decode(json.levels),
    epsilons: decode(json.epsilons),
  };
  const ofModels = groupBy(report.measurements, 'model_id');
  for (const model of report.models) {
    model.title = model.label + (report.samples.length > 1 ? ', ' + model.sample : '');
    model.curves = [...groupBy(ofModels.get(model.model_id), 'noise').values()];
  }
  return report;
}

function addMeasured(report) {
  const { models, measurements, origin } = report;
  document.getElementById('lead').textContent = origin.models.toLocaleString('en') + (origin.models === 1 ? ' model' : ' models')
    + ' under random noise in the input.';
  const section = addSection('measured', 'What was measured',
    'The Maximum Tolerable Noise (MTN) is the strongest noise of a kind that costs a model no more accuracy than is tolerated.');
  section.append(factList([
    ['Images', report.samples.join('; ')],
    ['Noise of strength s', report.noises.map(({ noise, meaning }) => noise + ', ' + meaning).join('; ')],
    ['Draws', 'each image ' + Math.max(...measurements.map((row) => row.draws)) + ' times for each kind and strength of noise'],
    ['Tolerated', 'a loss of ' + percent(measurements[0].tolerated_loss) + ' of all images, against clean ones'],
    ['Version', origin.version],
  ]));
  if (origin.models > models.length) {
    note(section, 'This page shows the first ' + models.length.toLocaleString('en') + ' of ' + origin.models.toLocaleString('en')
      + ' models. All of them are in the Parquet table.');
  }
  section.append(scrolling(makeTable('Maximum Tolerable Noise of each model', [
    { title: 'Model', text: ({ model }) => model.title, value: ({ model }) => model.title },
    { title: 'Noise', text: ({ first }) => first.noise, value: ({ first }) => first.noise },
    { title: 'Clean accuracy', text: ({ first }) => percent(first.accuracy), value: ({ first }) => first.accuracy },
    ...[['MTN', ''], ['Lower', '_low'], ['Upper', '_high']].map(([title, end]) => ({
      title,
      kind: 'number',
      text: ({ curve }) => strengthText(curve, 'maximum_tolerable_noise' + end),
      value: ({ first }) => first['maximum_tolerable_noise' + end],
    })),
    { title: 'Change of a value there (RMS)', text: ({ first }) => plain(first.tolerable_rms_change), value: ({ first }) => first.tolerable_rms_change },
  ], models.flatMap((model) => model.curves.map((curve) => ({ model, curve, first: curve[0] }))))));
}

// What is missing is more than the strongest noise that was injected.
function strengthText(curve, column) {
  const value = curve[0][column];
  return isNumber(value) ? plain(value) : plain(curve[curve.length - 1].strength) + ' or more';
}

function modelOptions(models) {
  return models.map((value) => ({ value, text: value.title }));
}

function addResilience(report) {
  const section = addSection('resilience', 'Accuracy over the strength of noise',
    'Each line is a kind of noise: the curve that does not rise and is nearest to the points, which are measured; their bars are '
    + '95 % Wilson intervals, as wide as for one draw of each image. The dashed line across is the least accuracy tolerated; where '
    + 'a curve leaves it, the dashed line down marks the Maximum Tolerable Noise (MTN).');
  const redraw = () => chart.draw();
  const pickers = pickersIn(section);
  const model = addPicker(pickers, 'resilience-model', 'Model', modelOptions(report.models), redraw);
  const bars = addCheck(pickers, 'resilience-intervals', 'intervals', true, redraw);
  const chart = addLineChart(section, 'resilience', () => {
    const { title, least_accuracy: least, curves } = model.value;
    const lines = curves.map((curve, i) => lineOverStrength(curve, i + 1, least));
    fillStrengthTable(behind, lines, title);
    const strongest = Math.max(...lines.flatMap((line) => line.points.map((point) => point.x)));
    return {
      lines,
      measure: 'accuracy',
      xName: 'strength s of the noise',
      xAxis: { min: 0 },
      intervals: bars.checked,
      marks: [{ from: [0, least], to: [strongest, least], name: 'least accuracy tolerated: ' + percent(least),
        side: 'below' }],
      height: 420,
      summary: 'Lines of accuracy over the strength of noise, ' + title + '. Least accuracy tolerated: ' + percent(least) + '; '
        + lines.map((line) => line.text).join('; ') + '.',
    };
  });
  const behind = tableBehind(section, 'resilience');
  chart.draw();
}

// Of one kind of noise; a mark goes down where its MTN is.
function lineOverStrength(curve, index, least) {
  const { noise: name, maximum_tolerable_noise: most } = curve[0];
  return {
    name,
    text: name + ': MTN ' + strengthText(curve, 'maximum_tolerable_noise'),
    index,
    marks: isNumber(most) ? [{ from: [most, least], to: [most, 0], index }] : [],
    points: curve.map((row) => ({ x: row.strength, value: row.accuracy, low: row.accuracy_low, high: row.accuracy_high,
      fitted: row.fitted_accuracy, rms: row.rms_change })),
  };
}

function fillStrengthTable(behind, lines, title) {
  const rows = lines.flatMap((line) => line.points.map((point) => ({ name: line.name, ...point })));
  behind('accuracy over the strength of noise, ' + title, [
    { title: 'Noise', text: (row) => row.name, value: (row) => row.name },
    { title: 'Strength s', text: (row) => (row.x === 0 ? '0 (clean)' : plain(row.x)), value: (row) => row.x },
    { title: 'Change of a value (RMS)', text: (row) => plain(row.rms), value: (row) => row.rms },
    { title: 'Accuracy', text: (row) => percent(row.value), value: (row) => row.value },
    { title: 'Lower', text: (row) => percent(row.low), value: (row) => row.low },
    { title: 'Upper', text: (row) => percent(row.high), value: (row) => row.high },
    { title: 'Fitted', text: (row) => percent(row.fitted), value: (row) => row.fitted },
  ], rows);
}

function addNumberOfLevels(report) {
  const section = addSection('number-of-levels', 'Number of levels',
    'What constant quantization to n levels does to the images. An epsilon asks for a half-distance of thresholds above it, and '
    + 'so for few levels; the noise that the model tolerates least asks for a quantization error that is no larger, and so for '
    + 'many. The advice that comes of both is in report.txt beside this page.');
  const models = report.models.filter((model) => isNumber(model.fewest_levels));
  const others = report.models.filter((model) => !isNumber(model.fewest_levels));
  if (others.length > 0) {
    section.append(element('p', {}, 'There is no advice for models that have something in front of them already. '
      + others.map((model) => model.title + ': ' + model.front).join('; ') + '.'));
  }
  if (models.length === 0) return;
  const redraw = () => chart.draw();
  const model = addPicker(pickersIn(section), 'number-of-levels-model', 'Model', modelOptions(models), redraw);
  const chart = addLineChart(section, 'number-of-levels', () => {
    const rows = report.levels.filter((row) => row.sample === model.value.sample);
    const bounds = boundsOf(model.value, report.epsilons);
    fillLevelTable(behind, rows, model.value.sample);
    fillBoundTable(behindBounds, bounds, model.value.title);
    const [first, last] = [rows[0].levels, rows[rows.length - 1].levels];
    return {
      lines: linesOfLevels(rows),
      measure: 'change',
      xName: 'n',
      xAxis: { min: first, max: last, minInterval: 1 },
      marks: bounds.map((bound) => ({ from: [first, bound.height], to: [last, bound.height], index: bound.index,
        name: bound.name + ': ' + bound.text, side: bound.side })),
      height: 420,
      summary: 'Lines of the change of a value, whose range is 1, over n, ' + model.value.title + '. '
        + bounds.map((bound) => bound.name + ': ' + bound.text).join('; ') + '.',
    };
  });
  const behind = tableBehind(section, 'number-of-levels');
  const behindBounds = tableBehind(section, 'bounds');
  chart.draw();
}

function linesOfLevels(rows) {
  return [['half_distance', 'half-distance of thresholds, 1/(2n)'], ['rms_error', 'quantization error, RMS on these images']]
    .map(([column, name], i) => ({ name, index: i + 1, points: rows.map((row) => ({ x: row.levels, value: row[column] })) }));
}

// What bounds n: the noise tolerated from below, each epsilon from above.
function boundsOf(model, epsilons) {
  return [
    { name: 'noise tolerated, RMS', height: model.tolerable_rms_change, index: 2, text: 'n at least ' + model.fewest_levels,
      levels: model.fewest_levels, side: 'below' },
    ...epsilons.map((row) => ({ name: 'epsilon ' + plain(row.epsilon), height: row.epsilon, index: 1,
      text: isNumber(row.most_levels) ? 'n at most ' + row.most_levels : 'no n', levels: row.most_levels })),
  ];
}

function fillLevelTable(behind, rows, sample) {
  behind('change of a value over n, ' + sample, [
    { title: 'n', text: (row) => String(row.levels), value: (row) => row.levels },
    { title: 'Half-distance of thresholds', text: (row) => plain(row.half_distance), value: (row) => row.half_distance },
    { title: 'Quantization error (RMS)', text: (row) => plain(row.rms_error), value: (row) => row.rms_error },
  ], rows);
}

function fillBoundTable(behind, bounds, title) {
  behind('bounds of n, ' + title, [
    { title: 'Bound', text: (row) => row.name, value: (row) => row.name },
    { title: 'Change of a value', text: (row) => plain(row.height), value: (row) => row.height },
    { title: 'n', kind: 'number', text: (row) => row.text, value: (row) => row.levels },
  ], bounds);
}

function main() {
  const report = readResilience();
  addMeasured(report);
  addResilience(report);
  addNumberOfLevels(report);
  offerPage(report);
}

main();
