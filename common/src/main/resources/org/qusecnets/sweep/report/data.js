// The tables as rows, and what is computed from them. Numbers are those of the tables.

const SHARES = ['adversarial_accuracy', 'rounded_accuracy', 'success_rate', 'defended_accuracy', 'detection_rate',
  'false_positive_rate', 'clean_accuracy', 'mean_gradient_zero_share'];

const MEASURES = new Map([
  ['adversarial_accuracy', { title: 'accuracy under attack, float32', clean: 'clean_accuracy' }],
  ['rounded_accuracy', { title: 'accuracy under attack, rounded to 8 bits', clean: 'clean_accuracy' }],
  ['success_rate', { title: 'success rate of the attack' }],
  ['defended_accuracy', { title: 'accuracy under attack with the detector', clean: null }],
  ['detection_rate', { title: 'detection rate of successes' }],
  ['false_positive_rate', { title: 'false positive rate of the detector' }],
  ['mean_l0', { title: 'mean L0 of the perturbation' }],
  ['mean_l2', { title: 'mean L2 of the perturbation' }],
  ['mean_linf', { title: 'mean L-infinity of the perturbation' }],
  ['mean_success_l0', { title: 'mean L0 of the successes' }],
  ['mean_success_l2', { title: 'mean L2 of the successes' }],
  ['mean_success_linf', { title: 'mean L-infinity of the successes' }],
  ['mean_gradient_zero_share', { title: 'share of the gradient that is exactly 0' }],
]);

function decode(table) {
  const rows = Array.from({ length: table.rows }, () => ({}));
  for (const [name, column] of Object.entries(table.columns)) {
    const values = Array.isArray(column) ? column : column.at.map((at) => (at === null ? null : column.texts[at]));
    values.forEach((value, row) => { rows[row][name] = value; });
  }
  return rows;
}

function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

function distinct(rows, key) {
  return [...new Set(rows.map((row) => row[key]))];
}

function groupBy(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const value = typeof key === 'function' ? key(row) : row[key];
    if (!groups.has(value)) groups.set(value, []);
    groups.get(value).push(row);
  }
  return groups;
}

function sorted(values) {
  return [...values].sort((a, b) => (isNumber(a) && isNumber(b) ? a - b : String(a).localeCompare(String(b), 'en')));
}

// The middle one by size, the smaller of two.
function middle(values) {
  return sorted(values)[Math.floor((values.length - 1) / 2)];
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// The mean of a measure, from the smallest lower to the largest upper bound of the cells' intervals.
function summarize(cells, measure) {
  const known = cells.filter((cell) => isNumber(cell[measure]));
  if (known.length === 0) return null;
  const lows = known.map((cell) => cell[measure + '_low']).filter(isNumber);
  const highs = known.map((cell) => cell[measure + '_high']).filter(isNumber);
  return {
    value: mean(known.map((cell) => cell[measure])),
    low: lows.length ? Math.min(...lows) : null,
    high: highs.length ? Math.max(...highs) : null,
    cells: known.length,
    seeds: distinct(known, 'seed').length,
  };
}

// Clean images are the same at every epsilon: one cell of each model counts.
function summarizeClean(cells, measure) {
  const models = groupBy(cells.filter((cell) => isNumber(cell[measure])), 'model_id');
  return summarize([...models.values()].map((group) => group[0]), measure);
}

function availableMeasures(cells) {
  return [...MEASURES.keys()].filter((measure) => cells.some((cell) => isNumber(cell[measure])));
}

function isShare(measure) {
  return SHARES.includes(measure);
}

function shown(measure, value) {
  if (!isNumber(value)) return '';
  return isShare(measure) ? percent(value) : plain(value);
}

function percent(value) {
  return isNumber(value) ? (100 * value).toFixed(1) + ' %' : '';
}

function plain(value) {
  if (!isNumber(value)) return value === null || value === undefined ? '' : String(value);
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return String(Number(value.toPrecision(4)));
}

function interval(measure, point) {
  return isNumber(point.low) ? shown(measure, point.low) + ' to ' + shown(measure, point.high) : '';
}

function settingsOf(cells) {
  return distinct(cells, 'setting');
}
