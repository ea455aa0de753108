// What all attacks together leave: the first number to look at.

function addWorstCase(report) {
  const rows = report.worstCase;
  const certified = rows.some((row) => isNumber(row.certified_accuracy));
  const section = addSection('worst-case', 'Worst case',
    'The share of images that nothing broke: right without an attack, and wrong under no attack of this norm at this epsilon or a '
    + 'smaller one. Attacks of other norms do not count. It is at most what the strongest attack leaves. An attack that was not run might break more, so that this is an upper '
    + 'bound of robustness, and a high one is no evidence where attacks are few or weak.'
    + (certified ? ' Below each line the shaded band ends at what is certified, a lower bound; true robust accuracy lies in the band, of '
      + 'which nothing else is known.' : ''));
  const measures = availableMeasures(rows);
  if (measures.length === 0) return nothing(section);
  const attackOf = new Map(report.cells.map((cell) => [cell.cell_id, cell.attack_label]));
  const settings = distinct(rows.map((row) => ({ setting: worstCaseSetting(row) })), 'setting');
  const pickers = pickersIn(section);
  const redraw = () => chart.draw();
  const setting = addPicker(pickers, 'worst-case-setting', 'Data and norm', sameOptions(settings), redraw);
  const threat = addPicker(pickers, 'worst-case-threat', 'Threat model',
    distinct(rows, 'threat_model').map((value) => ({ value, text: value === 'any' ? 'any of them' : value })), redraw);
  const measure = addPicker(pickers, 'worst-case-measure', 'Vertical axis', measureOptions(measures), redraw);
  const chart = addLineChart(section, 'worst-case', () => {
    const some = rows.filter((row) => worstCaseSetting(row) === setting.value && row.threat_model === threat.value);
    fillWorstCaseTable(table, some, attackOf, setting.value);
    return {
      lines: withBands(linesOverEpsilon(some, measure.value, report.order), some, measure.value),
      measure: measure.value,
      xName: 'epsilon (' + (some[0] ? some[0].norm : '') + ')',
      xAxis: { min: 0 },
      intervals: true,
      height: 420,
      summary: 'Lines of ' + MEASURES.get(measure.value).title + ' over epsilon, ' + setting.value + '.',
    };
  });
  const table = section.appendChild(element('div', { id: 'worst-case-table' }));
  chart.draw();
}

// The lower bound belongs to what is counted in float32.
function withBands(lines, rows, measure) {
  if (measure !== 'worst_case_accuracy') return lines;
  return lines.map((line) => {
    const known = rows.filter((row) => row.label === line.name && isNumber(row.certified_accuracy));
    const lower = [...groupBy(known, 'epsilon')].map(([x, group]) => ({ x, value: meanOf(group, 'certified_accuracy') }));
    const first = line.points.filter((point) => point.x === 0);
    return { ...line, lower: lower.length ? [...first, ...lower].sort((a, b) => a.x - b.x) : null };
  });
}

function worstCaseSetting(row) {
  return row.data_label + ', ' + row.norm;
}

function fillWorstCaseTable(parent, rows, attackOf, setting) {
  const groups = [...groupBy(rows, (row) => JSON.stringify([row.label, row.epsilon])).values()];
  const share = (measure) => ({
    text: (group) => percent(meanOf(group, measure)),
    value: (group) => meanOf(group, measure),
  });
  parent.replaceChildren(scrolling(makeTable('Worst case, ' + setting, [
    { title: 'Defense', text: (group) => group[0].label, value: (group) => group[0].label },
    { title: 'Epsilon', text: (group) => plain(group[0].epsilon), value: (group) => group[0].epsilon },
    { title: 'Clean', ...share('clean_accuracy') },
    { title: 'Nothing broke', ...share('worst_case_accuracy') },
    { title: '95 % interval', kind: 'number', text: (group) => interval('worst_case_accuracy', summarize(group, 'worst_case_accuracy') || {}) },
    ...(rows.some((row) => isNumber(row.certified_accuracy)) ? [
      { title: 'Certified', ...share('certified_accuracy') },
      { title: 'Unknown', ...share('unknown_share') },
    ] : []),
    { title: 'Rounded to 8 bits', ...share('rounded_worst_case_accuracy') },
    { title: 'Attacks', text: (group) => plain(group[0].attacks), value: (group) => group[0].attacks },
    { title: 'Strongest attack', text: (group) => strongestOf(group, attackOf) },
    { title: 'It left', ...share('strongest_accuracy') },
    { title: 'It alone broke', ...share('only_strongest_share') },
    { title: 'Broken without gradients only', ...share('only_without_gradients_share') },
    { title: 'Median distance', text: (group) => distanceOf(group), value: (group) => meanOf(group, 'median_distance') },
    { title: 'Cells not complete', text: (group) => plain(group.reduce((sum, row) => sum + row.incomplete_cells, 0)) },
  ], groups)));
}

function meanOf(rows, key) {
  const known = rows.map((row) => row[key]).filter(isNumber);
  return known.length === rows.length ? mean(known) : null;
}

function strongestOf(group, attackOf) {
  const names = group.filter((row) => row.strongest_attack)
    .map((row) => attackOf.get(row.strongest_cell_id) || row.strongest_attack);
  return [...new Set(names)].join('; ');
}

function distanceOf(group) {
  const distance = meanOf(group, 'median_distance');
  return distance === null ? 'beyond all epsilons' : plain(distance);
}
