// What the cells of a sweep are compared by.

const MEASURES = new Map([
  ['adversarial_accuracy', { title: 'accuracy under attack, float32', clean: 'clean_accuracy' }],
  ['rounded_accuracy', { title: 'accuracy under attack, rounded to 8 bits', clean: 'clean_accuracy' }],
  ['success_rate', { title: 'success rate of the attack' }],
  ['defended_accuracy', { title: 'accuracy under attack with the detector', clean: null }],
  ['detection_rate', { title: 'detection rate of successes' }],
  ['false_positive_rate', { title: 'false positive rate of the detector' }],
  ['mean_changed_values', { title: 'mean number of values changed' }],
  ['mean_l0', { title: 'mean L0 of the perturbation' }],
  ['mean_l1', { title: 'mean L1 of the perturbation' }],
  ['mean_l2', { title: 'mean L2 of the perturbation' }],
  ['mean_linf', { title: 'mean L-infinity of the perturbation' }],
  ['mean_success_changed_values', { title: 'mean number of values changed in the successes' }],
  ['mean_success_l0', { title: 'mean L0 of the successes' }],
  ['mean_success_l1', { title: 'mean L1 of the successes' }],
  ['mean_success_l2', { title: 'mean L2 of the successes' }],
  ['mean_success_linf', { title: 'mean L-infinity of the successes' }],
  ['mean_success_queries', { title: 'mean number of queries of the successes' }],
  ['mean_gradient_zero_share', { title: 'share of the gradient that is exactly 0' }],
  ['worst_case_accuracy', { title: 'images that nothing broke, float32', clean: 'clean_accuracy' }],
  ['rounded_worst_case_accuracy', { title: 'images that nothing broke, rounded to 8 bits', clean: 'clean_accuracy' }],
  ['defended_worst_case_accuracy', { title: 'images that nothing broke undetected', clean: null }],
]);

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

function settingsOf(cells) {
  return distinct(cells, 'setting');
}
