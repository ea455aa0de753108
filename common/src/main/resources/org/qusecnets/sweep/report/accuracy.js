// Curves over epsilon, over n and over z, and the heat map.

function addAccuracy(report) {
  const section = addSection('accuracy', 'Accuracy over epsilon',
    'Each line is a defense: how it fares as the attack may change more, from clean images at epsilon 0. A point is the mean '
    + 'over the seeds; its bar goes from the smallest lower to the largest upper bound of the seeds\' 95 % Wilson intervals, '
    + 'which tell of the choice of test images and not of the training. High accuracy under one attack is no evidence of '
    + 'robustness by itself.');
  const measures = availableMeasures(report.cells);
  if (measures.length === 0) return nothing(section);
  const redraw = () => chart.draw();
  const pickers = pickersIn(section);
  const setting = addPicker(pickers, 'accuracy-setting', 'Setting', sameOptions(settingsOf(report.cells)), redraw);
  const measure = addPicker(pickers, 'accuracy-measure', 'Vertical axis', measureOptions(measures), redraw);
  const bars = addCheck(pickers, 'accuracy-intervals', 'intervals', true, redraw);
  const chart = addLineChart(section, 'accuracy', () => {
    const cells = report.cells.filter((cell) => cell.setting === setting.value);
    const lines = linesOverEpsilon(cells, measure.value, report.order);
    fillPointTable(behind, lines, measure.value, 'epsilon', setting.value);
    return {
      lines,
      measure: measure.value,
      xName: 'epsilon (' + (cells[0] ? cells[0].norm : '') + ')',
      xAxis: { min: 0 },
      intervals: bars.checked,
      height: 420,
      summary: 'Lines of ' + MEASURES.get(measure.value).title + ' over epsilon, ' + setting.value + '.',
    };
  });
  const behind = tableBehind(section, 'accuracy');
  chart.draw();
}

function measureOptions(measures) {
  return measures.map((value) => ({ value, text: MEASURES.get(value).title }));
}

// Lines in the order of the sweep's defenses, each with one look wherever it is drawn.
function linesOverEpsilon(cells, measure, order) {
  const clean = MEASURES.get(measure).clean;
  return [...groupBy(cells, 'label')].map(([name, group]) => {
    const points = [...groupBy(group, 'epsilon')].map(([x, at]) => ({ x, ...summarize(at, measure) }));
    if (clean) points.push({ x: 0, ...summarizeClean(group, clean) });
    return { name, index: order.indexOf(name), points: points.filter((point) => isNumber(point.value)).sort((a, b) => a.x - b.x) };
  }).filter((line) => line.points.length > 0);
}

function fillPointTable(behind, lines, measure, xTitle, setting) {
  const rows = lines.flatMap((line) => line.points.map((point) => ({ name: line.name, ...point })));
  behind(MEASURES.get(measure).title + ' over ' + xTitle + ', ' + setting, [
    { title: 'Defense', text: (row) => row.name, value: (row) => row.name },
    { title: xTitle, text: (row) => (row.x === 0 && xTitle === 'epsilon' ? '0 (clean)' : plain(row.x)), value: (row) => row.x },
    { title: 'Mean', text: (row) => shown(measure, row.value), value: (row) => row.value },
    { title: 'Lower', text: (row) => shown(measure, row.low), value: (row) => row.low },
    { title: 'Upper', text: (row) => shown(measure, row.high), value: (row) => row.high },
    { title: 'Seeds', text: (row) => String(row.seeds), value: (row) => row.seeds },
  ], rows);
}

function addLevels(report) {
  const section = addSection('levels', 'Accuracy over n and over z',
    'n is the number of quantization levels, z the steepness of the steps between them. Each line is a kind of quantization, '
    + 'points and bars as above.');
  const axes = [['levels', 'n'], ['z', 'z']].filter(([key]) => [...groupBy(report.cells.filter((cell) => isNumber(cell[key])), 'defense')]
    .some(([, group]) => distinct(group, key).length > 1));
  const measures = availableMeasures(report.cells);
  if (axes.length === 0 || measures.length === 0) {
    section.append(element('p', {}, 'No defense of this sweep has more than one n or z, so there is nothing to draw.'));
    return;
  }
  const redraw = () => chart.draw();
  const pickers = pickersIn(section);
  const setting = addPicker(pickers, 'levels-setting', 'Setting', sameOptions(settingsOf(report.cells)), () => { fillEpsilons(); redraw(); });
  const epsilon = addPicker(pickers, 'levels-epsilon', 'Epsilon', [], redraw);
  const over = addPicker(pickers, 'levels-axis', 'Horizontal axis', axes.map(([value, text]) => ({ value, text })), redraw);
  const measure = addPicker(pickers, 'levels-measure', 'Vertical axis', measureOptions(measures), redraw);
  const fillEpsilons = () => {
    const cells = report.cells.filter((cell) => cell.setting === setting.value);
    epsilon.fill([{ value: 'clean', text: 'clean' }, ...sameOptions(sorted(distinct(cells, 'epsilon')))]);
  };
  fillEpsilons();
  epsilon.choose(middle(distinct(report.cells.filter((cell) => cell.setting === setting.value), 'epsilon')));
  const chart = addLineChart(section, 'levels', () => {
    const lines = linesOverLevels(report, setting.value, epsilon.value, over.value, measure.value);
    const name = over.value === 'z' ? 'z' : 'n';
    fillPointTable(behind, lines, measure.value, name, setting.value + ', epsilon ' + epsilon.value);
    return {
      lines,
      measure: usedMeasure(epsilon.value, measure.value),
      xName: name,
      xAxis: { min: 'dataMin', max: 'dataMax', minInterval: over.value === 'levels' ? 1 : 0 },
      intervals: true,
      height: 360,
      summary: 'Lines of ' + MEASURES.get(measure.value).title + ' over ' + name + ', ' + setting.value + ', epsilon '
        + epsilon.value + '.',
    };
  });
  const behind = tableBehind(section, 'levels');
  chart.draw();
}

function usedMeasure(epsilon, measure) {
  return epsilon === 'clean' && MEASURES.get(measure).clean ? MEASURES.get(measure).clean : measure;
}

function linesOverLevels(report, setting, epsilon, over, measure) {
  const used = usedMeasure(epsilon, measure);
  const cells = report.cells.filter((cell) => cell.setting === setting && isNumber(cell[over])
    && (epsilon === 'clean' || cell.epsilon === epsilon));
  const summarizeOne = epsilon === 'clean' ? summarizeClean : summarize;
  return [...groupBy(cells, (cell) => withoutAxis(cell, over))].map(([name, group], index) => ({
    name,
    index: index + 1,
    points: [...groupBy(group, over)].map(([x, at]) => ({ x, ...summarizeOne(at, used) }))
      .filter((point) => isNumber(point.value)).sort((a, b) => a.x - b.x),
  })).filter((line) => line.points.length > 0);
}

// The defense's name but for what is on the horizontal axis.
function withoutAxis(cell, over) {
  return cell.defense + (over !== 'levels' && isNumber(cell.levels) ? ' n=' + cell.levels : '')
    + (over !== 'z' && isNumber(cell.z) ? ' z=' + cell.z : '') + cell.variant;
}

const AXES = [['epsilon', 'epsilon'], ['levels', 'n'], ['z', 'z'], ['label', 'defense'], ['attack_label', 'attack'],
  ['threat_label', 'threat model'], ['seed', 'seed'], ['data_label', 'dataset']];
const VIRIDIS = ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151', '#fde725'];

function addHeatMap(report) {
  const section = addSection('heat-map', 'Heat map of two axes',
    'Each field is the mean over all cells that have both values; what else differs between them is averaged over, unless a '
    + 'setting is chosen. Fields without cells stay empty.');
  const measures = availableMeasures(report.cells);
  if (measures.length === 0) return nothing(section);
  const redraw = () => chart.draw();
  const pickers = pickersIn(section);
  const options = AXES.map(([value, text]) => ({ value, text }));
  const across = addPicker(pickers, 'heat-map-x', 'Across', options, redraw);
  const down = addPicker(pickers, 'heat-map-y', 'Down', options, redraw);
  down.choose('label');
  const setting = addPicker(pickers, 'heat-map-setting', 'Setting',
    [{ value: null, text: 'all' }, ...sameOptions(settingsOf(report.cells))], redraw);
  setting.choose(settingsOf(report.cells)[0]);
  const measure = addPicker(pickers, 'heat-map-measure', 'Measure', measureOptions(measures), redraw);
  const chart = addChart(section, 'heat-map-chart', (width) => {
    const cells = report.cells.filter((cell) => setting.value === null || cell.setting === setting.value);
    const map = fieldsOf(cells, across.value, down.value, measure.value);
    fillFieldTable(behind, map, across.value, down.value, measure.value);
    return {
      height: 130 + Math.max(2, map.rows.length) * 36 + (map.columns.length > 6 ? 40 : 0),
      series: map.fields,
      summary: 'Heat map of ' + MEASURES.get(measure.value).title + ', ' + axisTitle(across.value) + ' across and '
        + axisTitle(down.value) + ' down, ' + map.fields.length + ' fields from ' + shown(measure.value, map.low) + ' to '
        + shown(measure.value, map.high) + '.',
      option: heatOption(map, measure.value, width),
    };
  });
  const behind = tableBehind(section, 'heat-map');
  chart.draw();
}

function axisTitle(key) {
  return AXES.find(([value]) => value === key)[1];
}

function axisText(value) {
  return isNumber(value) ? plain(value) : String(value);
}

function fieldsOf(cells, across, down, measure) {
  const known = cells.filter((cell) => isNumber(cell[measure]) && cell[across] !== null && cell[down] !== null);
  const columns = axisValues(known, across);
  const rows = axisValues(known, down);
  const fields = [...groupBy(known, (cell) => columns.indexOf(cell[across]) + ' ' + rows.indexOf(cell[down]))]
    .map(([place, group]) => {
      const [x, y] = place.split(' ').map(Number);
      return { x, y, column: columns[x], row: rows[y], ...summarize(group, measure) };
    }).sort((a, b) => a.y - b.y || a.x - b.x);
  const values = fields.map((field) => field.value);
  return { columns, rows, fields, low: Math.min(...values), high: Math.max(...values) };
}

// Numbers by size, names in the order of the sweep.
function axisValues(cells, key) {
  const values = distinct(cells, key);
  return values.every(isNumber) ? sorted(values) : values;
}

function heatOption(map, measure, width) {
  const [low, high] = isShare(measure) ? [0, 1] : [map.low, map.high === map.low ? map.low + 1 : map.high];
  const room = width < 500 ? 125 : 260;
  const fields = map.fields.map((field) => ({
    ...field,
    text: isShare(measure) ? (100 * field.value).toFixed(width < 500 ? 0 : 1) : plain(field.value),
    light: (field.value - low) / (high - low) > 0.55,
    tip: axisText(field.column) + ', ' + axisText(field.row) + ': ' + shown(measure, field.value) + ', ' + field.cells + ' cells',
  }));
  const option = fieldOption(map.columns.map(axisText), map.rows.map(axisText), fields, [low, high], VIRIDIS,
    fields.length <= 300, { ends: [shown(measure, high), shown(measure, low)], option: {} });
  option.yAxis.axisLabel = { ...option.yAxis.axisLabel, width: room };
  return option;
}

function fillFieldTable(behind, map, across, down, measure) {
  behind(MEASURES.get(measure).title + ', ' + axisTitle(down) + ' down and ' + axisTitle(across) + ' across', [
    { title: axisTitle(down), text: (y) => axisText(map.rows[y]), value: (y) => map.rows[y] },
    ...map.columns.map((column, x) => ({
      title: axisText(column),
      text: (y) => shown(measure, valueAt(map, x, y)),
      value: (y) => valueAt(map, x, y),
    })),
  ], map.rows.map((row, y) => y));
}

function valueAt(map, x, y) {
  const field = map.fields.find((candidate) => candidate.x === x && candidate.y === y);
  return field ? field.value : null;
}
