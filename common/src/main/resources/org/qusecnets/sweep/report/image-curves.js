// What breaking an image took: the share of images left over a distance, and over queries.

const ALL_ATTACKS = 'all attacks together';

// The points of a line of steps: from all images that are right without an attack down to what nothing broke.
function stepPoints(curve, from, to) {
  const found = curve.broken - curve.wrong;
  const points = [{ x: from, value: (curve.images - curve.wrong) / curve.images }];
  curve.values.forEach((x, i) => {
    const rank = Math.ceil(((i + 1) * found) / curve.values.length);
    points.push({ x: Math.max(x, from), value: (curve.images - curve.wrong - rank) / curve.images });
  });
  points.push({ x: to, value: (curve.images - curve.broken) / curve.images });
  return points.filter((point, i) => i + 1 === points.length || points[i + 1].x > point.x);
}

// Both ways to look at curves: all defenses under one attack, or all attacks on one defense.
function comparisons(curves, attackName, order) {
  const attacks = [...new Set(curves.map(attackName))];
  const defenses = order.filter((label) => curves.some((curve) => curve.label === label));
  return [
    ...attacks.map((name) => ({ text: 'defenses under ' + name, has: (curve) => attackName(curve) === name, name: (curve) => curve.label,
      index: (curve) => order.indexOf(curve.label) })),
    ...(attacks.length > 1 ? defenses.map((label) => ({ text: 'attacks on ' + label, has: (curve) => curve.label === label, name: attackName,
      index: (curve) => attacks.indexOf(attackName(curve)) })) : []),
  ].map((way) => ({ value: way.text, text: way.text, ...way }));
}

function stepLines(curves, way, from, to) {
  return curves.filter(way.has).map((curve) => ({
    name: way.name(curve),
    index: way.index(curve),
    curve,
    points: stepPoints(curve, from, to),
  })).sort((a, b) => a.index - b.index);
}

function attackOfDistances(curve) {
  return curve.kind === 'nearest' ? ALL_ATTACKS : curve.attack;
}

function addDistances(report) {
  const curves = report.curves.filter((curve) => curve.kind !== 'queries');
  const settingOf = (curve) => curve.data_label + ', ' + curve.norm;
  const settings = [...new Set(curves.filter((curve) => curve.kind === 'distance').map(settingOf))];
  if (settings.length === 0) return;
  const section = addSection('distances', 'Distance of the nearest adversarial image',
    'Each line is the share of images whose nearest adversarial image is farther away than the distance below: the nearest that was found '
    + 'at any epsilon of this norm. It begins with the images that are right without an attack; dashed lines lead to the median over all images. '
    + 'Nearer ones than those found may exist. Single attacks are here that look for a near image; what others find lies on the bound that '
    + 'they were given, and counts among all attacks together.');
  const limitOf = (name) => Math.max(...report.cells.filter((cell) => settingOf(cell) === name).map((cell) => cell.epsilon));
  addStepChart(section, 'distances', report, {
    settings,
    settingTitle: 'Data and norm',
    curvesOf: (name) => curves.filter((curve) => settingOf(curve) === name),
    attackName: attackOfDistances,
    from: () => 0,
    to: limitOf,
    xName: (some) => 'distance (' + some[0].norm + ')',
    xAxis: (name) => ({ type: 'value', min: 0, max: limitOf(name) }),
    value: 'distance',
    tip: (x) => 'farther than ' + plain(x),
    none: 'beyond all epsilons',
  });
}

function addQueries(report) {
  const curves = report.curves.filter((curve) => curve.kind === 'queries');
  if (curves.length === 0) return;
  const section = addSection('queries', 'Accuracy over queries',
    'Attacks without gradients ask the model for labels or probabilities. Each line is the share of images that such an attack had not '
    + 'broken after so many predictions for an image, on a logarithmic axis. It begins with the images that are right without an attack; dashed '
    + 'lines lead to the median over all images. An attack with a larger budget of predictions might break more.');
  const settingOf = (curve) => curve.data_label + ', ' + curve.norm + ' ' + plain(curve.epsilon);
  const settings = [...new Set(curves.map(settingOf))];
  const some = (name) => curves.filter((curve) => settingOf(curve) === name);
  const asked = (curve) => report.cells.filter((cell) => cell.setting === curve.setting && cell.epsilon === curve.epsilon)
    .map((cell) => cell.mean_inferences).filter(isNumber);
  const limitOf = (name) => Math.ceil(Math.max(10, ...some(name).flatMap((curve) => [...curve.values, ...asked(curve)])));
  addStepChart(section, 'queries', report, {
    settings,
    settingTitle: 'Data, norm and epsilon',
    curvesOf: some,
    attackName: (curve) => curve.attack,
    from: () => 1,
    to: limitOf,
    xName: () => 'predictions for an image',
    xAxis: (name) => ({ type: 'log', min: 1, max: limitOf(name), minorSplitLine: { show: false } }),
    value: 'predictions',
    tip: (x) => 'after ' + plain(Math.round(x)) + ' predictions',
    none: 'not broken',
  });
}

function addStepChart(section, id, report, kind) {
  const redraw = () => chart.draw();
  const pickers = pickersIn(section);
  const setting = addPicker(pickers, id + '-setting', kind.settingTitle, sameOptions(kind.settings), () => { fill(); redraw(); });
  const shownCurves = addPicker(pickers, id + '-lines', 'Lines', [], redraw);
  setting.choose(mostBroken(kind));
  let ways = [];
  const fill = () => {
    ways = comparisons(kind.curvesOf(setting.value), kind.attackName, report.order);
    shownCurves.fill(ways);
  };
  fill();
  const chart = addLineChart(section, id, () => {
    const way = ways.find((one) => one.value === shownCurves.value);
    const curves = kind.curvesOf(setting.value);
    const lines = stepLines(curves, way, kind.from(), kind.to(setting.value));
    const title = setting.value + ', ' + way.text;
    fillStepTable(behind, kind, lines, title);
    fillSingleTable(single, kind, lines, title);
    return {
      lines: lines.map((line) => ({ ...line, marks: medianMark(line, kind.to(setting.value)) })),
      measure: 'accuracy',
      xName: kind.xName(curves),
      xAxis: kind.xAxis(setting.value),
      steps: kind.tip,
      height: 420,
      summary: 'Lines of the share of images left over ' + kind.value + ', ' + title + '.',
    };
  });
  const behind = tableBehind(section, id);
  const single = tableBehind(section, id + '-images');
  chart.draw();
}

// Of the settings the one where attacks did most.
function mostBroken(kind) {
  const share = (name) => Math.max(...kind.curvesOf(name).map((curve) => (curve.broken - curve.wrong) / curve.images));
  return kind.settings.reduce((best, name) => (share(name) > share(best) ? name : best));
}

function medianMark(line, to) {
  const { median } = line.curve;
  return isNumber(median) && median > 0 && median <= to
    ? [{ from: [median, 0.5], to: [median, 0], index: line.index }] : [];
}

function fillStepTable(behind, kind, lines, title) {
  const share = (name, of) => ({
    title: name, text: (line) => percent(of(line.curve) / line.curve.images), value: (line) => of(line.curve) / line.curve.images,
  });
  behind('median ' + kind.value + ', ' + title, [
    { title: 'Line', text: (line) => line.name, value: (line) => line.name },
    share('Right without an attack', (curve) => curve.images - curve.wrong),
    share('Not broken', (curve) => curve.images - curve.broken),
    { title: 'Median ' + kind.value, text: (line) => (isNumber(line.curve.median) ? plain(line.curve.median) : kind.none),
      value: (line) => line.curve.median },
    { title: 'Images', text: (line) => plain(line.curve.images), value: (line) => line.curve.images },
    { title: 'Seeds', text: (line) => plain(line.curve.seeds), value: (line) => line.curve.seeds },
  ], lines);
}

// The first images of one seed, a column for each line.
function fillSingleTable(behind, kind, lines, title) {
  const count = Math.max(0, ...lines.map((line) => line.curve.first.length));
  behind(kind.value + ' of the first ' + count + ' images (0: wrong without an attack; empty: nothing found), ' + title, [
    { title: 'Image', text: (image) => String(image), value: (image) => image },
    ...lines.map((line) => ({
      title: line.name, text: (image) => plain(line.curve.first[image]), value: (image) => line.curve.first[image],
    })),
  ], Array.from({ length: count }, (_, image) => image));
}
