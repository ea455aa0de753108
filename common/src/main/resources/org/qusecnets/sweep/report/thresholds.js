// What a trained quantization layer has learned.

const DIVERGING = ['#b35806', '#f1a340', '#f7f7f7', '#998ec3', '#542788'];
const BINS = 40;

function addThresholds(report) {
  const section = addSection('thresholds', 'Learned thresholds',
    'A trained quantization layer begins with its thresholds at k / n for k = 1 to n - 1 and learns them with the network. The '
    + 'histogram shows where they are now; the map how far those of each pixel moved, as a mean over its thresholds and colour '
    + 'channels.');
  const learned = report.models.filter((model) => model.learned);
  const models = learned.filter((model) => model.thresholds);
  if (models.length === 0) {
    section.append(element('p', {}, 'No defense of this sweep learned thresholds.'));
    return;
  }
  if (models.length < learned.length) {
    note(section, 'Shown are the first ' + models.length + ' of ' + learned.length + ' models with learned thresholds.');
  }
  const movesOfModel = () => movesOf(learnedOf(model.value), report.datasets.find((one) => one.dataset === model.value.dataset));
  const redraw = () => { histogram.draw(); map.draw(); fill(); };
  const model = addPicker(pickersIn(section), 'thresholds-model', 'Model', models.map((value) => ({
    value, text: value.label + ', seed ' + value.seed + ', ' + value.dataset + ' (' + plain(value.train_images) + ' training images)',
  })), redraw);
  const pair = section.appendChild(element('div', { class: 'pair' }));
  const histogram = addChart(pair.appendChild(element('div')), 'thresholds-chart', (width) => histogramOf(learnedOf(model.value), width));
  const map = addChart(pair.appendChild(element('div')), 'thresholds-map', () => mapOf(movesOfModel()));
  const behind = tableBehind(section, 'thresholds');
  const behindMap = tableBehind(section, 'thresholds-map');
  const fill = () => {
    fillThresholdTable(behind, learnedOf(model.value));
    fillMapTable(behindMap, movesOfModel());
  };
  redraw();
}

// Thresholds by number k, each with its start and the values of all cells of the layer.
function learnedOf(model) {
  const cells = model.thresholds.length / model.thresholds_per_cell;
  return Array.from({ length: model.thresholds_per_cell }, (unused, i) => {
    const values = model.thresholds.slice(i * cells, (i + 1) * cells);
    const start = (i + 1) / model.levels;
    return { k: i + 1, start, values, moves: values.map((value) => value - start) };
  });
}

function histogramOf(thresholds, place) {
  const all = thresholds.flatMap((threshold) => threshold.values);
  const low = all.reduce((a, b) => Math.min(a, b), Math.min(...thresholds.map((threshold) => threshold.start)));
  const high = all.reduce((a, b) => Math.max(a, b), Math.max(...thresholds.map((threshold) => threshold.start)));
  const width = (high - low) / BINS || 1;
  const series = thresholds.map((threshold, i) => ({ name: 'threshold ' + threshold.k, index: i + 1, start: threshold.start,
    counts: countsOf(threshold.values, low, width) }));
  return {
    height: 320,
    series,
    summary: 'Histogram of the learned thresholds: ' + thresholds.map((threshold) => 'threshold ' + threshold.k + ' began at '
      + plain(threshold.start) + ' and has mean ' + plain(mean(threshold.values))).join('; ') + '.',
    option: {
      grid: { left: 8, right: 16, top: 40, bottom: 28, containLabel: true },
      legend: thresholds.length > 1 ? { type: 'scroll', top: 0, selectedMode: false, textStyle: { color: ink('ink') }, pageTextStyle: { color: ink('ink') } } : undefined,
      xAxis: axis({ type: 'value', name: 'threshold (pixel value)', nameGap: 28, min: low, max: high,
        axisLabel: { color: ink('ink'), hideOverlap: true, formatter: (value) => String(Number(value.toPrecision(3))) } }),
      yAxis: axis({ type: 'value', name: '' }),
      tooltip: tooltip({ trigger: 'item' }),
      series: series.map((bars) => ({
        type: 'bar', name: bars.name, color: colour(bars.index), barWidth: Math.max(2, (place - 70) / BINS - 1), barGap: '-100%',
        itemStyle: { opacity: 0.75 },
        data: bars.counts.map((count, bin) => [low + (bin + 0.5) * width, count]),
        tooltip: { formatter: (item) => escaped(bars.name) + ': ' + item.value[1] + ' near ' + plain(item.value[0]) },
        markLine: { silent: true, symbol: 'none', lineStyle: { color: colour(bars.index), type: 'dashed', width: 2 },
          label: { formatter: 'start', color: ink('ink') }, data: [{ xAxis: bars.start }] },
      })),
    },
  };
}

function countsOf(values, low, width) {
  const counts = new Array(BINS).fill(0);
  values.forEach((value) => { counts[Math.min(BINS - 1, Math.floor((value - low) / width))] += 1; });
  return counts;
}

// The mean move of each pixel; one row of them where the layer is no picture.
function movesOf(thresholds, dataset) {
  const cells = thresholds[0].moves.length;
  const own = dataset && cells === dataset.channels * dataset.height * dataset.width;
  const [rows, columns, channels] = own ? [dataset.height, dataset.width, dataset.channels] : [1, cells, 1];
  const pixels = rows * columns;
  return Array.from({ length: rows }, (unused, y) => Array.from({ length: columns }, (unusedToo, x) => {
    const moves = thresholds.flatMap((threshold) =>
      Array.from({ length: channels }, (channel, c) => threshold.moves[c * pixels + y * columns + x]));
    return mean(moves);
  }));
}

function mapOf(moves) {
  const fields = moves.flatMap((row, y) => row.map((value, x) => ({ x, y, value, tip: 'row ' + y + ', column ' + x + ': ' + plain(value) })));
  const limit = fields.reduce((largest, field) => Math.max(largest, Math.abs(field.value)), 1e-9);
  const option = fieldOption(moves[0].map((value, x) => x), moves.map((row, y) => y), fields, [-limit, limit], DIVERGING, false,
    { ends: [plain(limit), plain(-limit)], option: {} });
  option.xAxis = { ...option.xAxis, show: false };
  option.yAxis = { ...option.yAxis, show: false };
  const field = 240 / Math.max(moves.length, moves[0].length);
  option.grid = { left: 'center', top: 8, bottom: 60, width: Math.max(8, field * moves[0].length), height: Math.max(8, field * moves.length) };
  return {
    height: 320,
    series: fields,
    summary: 'Map of how far the thresholds of each pixel moved, by ' + plain(limit) + ' at most.',
    option,
  };
}

function fillThresholdTable(behind, thresholds) {
  behind('learned thresholds', [
    { title: 'Threshold', text: (row) => String(row.k), value: (row) => row.k },
    { title: 'Start', text: (row) => plain(row.start), value: (row) => row.start },
    { title: 'Mean', text: (row) => plain(mean(row.values)), value: (row) => mean(row.values) },
    { title: 'Smallest', text: (row) => plain(extreme(row.values, Math.min)), value: (row) => extreme(row.values, Math.min) },
    { title: 'Largest', text: (row) => plain(extreme(row.values, Math.max)), value: (row) => extreme(row.values, Math.max) },
    { title: 'Mean move', text: (row) => plain(mean(row.moves)), value: (row) => mean(row.moves) },
  ], thresholds);
}

function extreme(values, choose) {
  return values.reduce((a, b) => choose(a, b));
}

function fillMapTable(behind, moves) {
  behind('mean move of the thresholds by pixel, rows and columns from 0', [
    { title: 'Row', text: (y) => String(y) },
    ...moves[0].map((first, x) => ({ title: String(x), text: (y) => plain(moves[y][x]), value: (y) => moves[y][x] })),
  ], moves.map((row, y) => y));
}
