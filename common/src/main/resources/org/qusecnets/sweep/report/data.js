// The tables as rows, and what is computed from them. Numbers are those of the tables.

const SHARES = ['adversarial_accuracy', 'rounded_accuracy', 'success_rate', 'defended_accuracy', 'detection_rate',
  'false_positive_rate', 'clean_accuracy', 'worst_case_accuracy', 'rounded_worst_case_accuracy', 'defended_worst_case_accuracy',
  'certified_accuracy', 'only_strongest_share', 'only_without_gradients_share', 'mean_gradient_zero_share', 'accuracy'];

function dataOfPage() {
  return JSON.parse(document.getElementById('sweep-data').textContent);
}

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
