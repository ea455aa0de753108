// White-box beside transfer and black-box.

function addThreats(report) {
  const section = addSection('threats', 'White-box beside black-box',
    'The same attack at the same epsilon, by what the attacker knows. Where an attack that knows less does better than '
    + 'white-box, the white-box one was held up (masked gradients), and the defense is weaker than white-box numbers say.');
  const measures = availableMeasures(report.cells);
  const attacks = [...groupBy(report.cells, attackOf)].filter(([, group]) => distinct(group, 'threat_label').length > 1);
  if (attacks.length === 0 || measures.length === 0) {
    section.append(element('p', {}, 'Every attack of this sweep has one threat model, so there is nothing to compare.'));
    return;
  }
  const redraw = () => chart.draw();
  const pickers = pickersIn(section);
  const attack = addPicker(pickers, 'threats-attack', 'Attack', sameOptions(attacks.map(([name]) => name)), () => { fill(); redraw(); });
  const epsilon = addPicker(pickers, 'threats-epsilon', 'Epsilon', [], redraw);
  const measure = addPicker(pickers, 'threats-measure', 'Measure', measureOptions(measures), redraw);
  const cellsOf = () => report.cells.filter((cell) => attackOf(cell) === attack.value);
  const fill = () => epsilon.fill(sameOptions(commonEpsilons(cellsOf())));
  fill();
  const chart = addChart(section, 'threats-chart', (width) => {
    const groups = threatGroups(cellsOf().filter((cell) => cell.epsilon === epsilon.value), measure.value, report.order);
    fillThreatTable(behind, groups, measure.value, attack.value + ', epsilon ' + epsilon.value);
    const series = groups.threats.map((name) => ({
      name, values: groups.labels.map((label) => { const at = groups.at(label, name); return at ? at.value : null; }),
    }));
    return {
      height: barHeight(groups.labels.length, series.length),
      series: groups.points,
      summary: 'Bars of ' + MEASURES.get(measure.value).title + ' by defense, ' + attack.value + ' at epsilon ' + epsilon.value
        + ', for ' + groups.threats.join(', ') + '.',
      option: barOption(groups.labels, series, measureAxis(measure.value, ''), (value) => shown(measure.value, value), width),
    };
  });
  const behind = tableBehind(section, 'threats');
  chart.draw();
}

function attackOf(cell) {
  return cell.data_label + ', ' + cell.attack_label;
}

// Epsilons of more than one threat model first, since they can be compared.
function commonEpsilons(cells) {
  const epsilons = sorted(distinct(cells, 'epsilon'));
  const shared = epsilons.filter((value) =>
    distinct(cells.filter((cell) => cell.epsilon === value), 'threat_label').length > 1);
  return shared.length ? shared.reverse() : epsilons;
}

function threatGroups(cells, measure, order) {
  const points = [...groupBy(cells, (cell) => JSON.stringify([cell.label, cell.threat_label]))]
    .map(([, group]) => ({ label: group[0].label, threat: group[0].threat_label, ...summarize(group, measure) }))
    .filter((point) => isNumber(point.value));
  return {
    points,
    labels: order.filter((label) => points.some((point) => point.label === label)),
    threats: distinct(points, 'threat'),
    at: (label, threat) => points.find((point) => point.label === label && point.threat === threat),
  };
}

function fillThreatTable(behind, groups, measure, title) {
  behind(MEASURES.get(measure).title + ', ' + title, [
    { title: 'Defense', text: (label) => label, value: (label) => label },
    ...groups.threats.flatMap((threat) => [
      { title: threat, text: (label) => shown(measure, part(groups, label, threat, 'value')), value: (label) => part(groups, label, threat, 'value') },
      { title: threat + ', interval', kind: 'number', text: (label) => interval(measure, groups.at(label, threat) || {}) },
    ]),
  ], groups.labels);
}

function part(groups, label, threat, name) {
  const point = groups.at(label, threat);
  return point ? point[name] : null;
}
