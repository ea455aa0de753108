// What training and attacks took.

const COSTS = new Map([
  ['training', 'training, seconds a model'],
  ['attack', 'attack, seconds a cell'],
  ['mean_gradients', 'attack, gradients an image'],
  ['mean_inferences', 'attack, predictions an image'],
]);

function addCosts(report) {
  const section = addSection('costs', 'Cost',
    'Bars are means over seeds, of attacks over epsilons too. Seconds are wall time on one core of the machine that ran the sweep '
    + 'and depend on it; gradients and predictions an image do not.');
  const training = trainingCosts(report);
  if (training.length === 0 && !report.cells.some((cell) => isNumber(cell.attack_seconds))) return nothing(section);
  const redraw = () => chart.draw();
  const pickers = pickersIn(section);
  const kind = addPicker(pickers, 'costs-kind', 'Cost', [...COSTS].map(([value, text]) => ({ value, text })), redraw);
  const setting = addPicker(pickers, 'costs-setting', 'Setting of the attack', sameOptions(settingsOf(report.cells)), redraw);
  const chart = addChart(section, 'costs-chart', (width) => {
    const bars = kind.value === 'training' ? training : attackCosts(report, setting.value, kind.value);
    const title = COSTS.get(kind.value) + (kind.value === 'training' ? '' : ', ' + setting.value);
    fillCostTable(behind, title, bars);
    return {
      height: barHeight(bars.length, 1),
      series: bars,
      summary: 'Bars of ' + title + ': ' + bars.slice(0, 12).map((bar) => bar.name + ' ' + plain(bar.value)).join('; ') + '.',
      option: barOption(bars.map((bar) => bar.name), [{ name: COSTS.get(kind.value), values: bars.map((bar) => bar.value) }],
        axis({ type: 'value', name: '' }), plain, width),
    };
  });
  const behind = tableBehind(section, 'costs');
  chart.draw();
}

function trainingCosts(report) {
  const timed = report.models.filter((model) => model.epoch_seconds && model.epoch_seconds.length > 0);
  return [...groupBy(timed, (model) => JSON.stringify([model.label, model.dataset, model.train_images]))].map(([, group]) => ({
    name: trainingName(report, group[0]),
    value: mean(group.map((model) => model.epoch_seconds.reduce((sum, seconds) => sum + seconds, 0))),
    count: group.length,
  }));
}

function trainingName(report, model) {
  const several = new Set(report.models.filter((other) => !other.target_model_id)
    .map((other) => other.dataset + other.train_images)).size > 1;
  return model.label + (several && !model.target_model_id ? ', ' + model.dataset + ' ' + plain(model.train_images) : '');
}

function attackCosts(report, setting, kind) {
  const measure = kind === 'attack' ? 'attack_seconds' : kind;
  const cells = report.cells.filter((cell) => cell.setting === setting && isNumber(cell[measure]));
  return [...groupBy(cells, 'label')].map(([name, group]) => ({
    name, value: mean(group.map((cell) => cell[measure])), count: group.length,
  })).sort((a, b) => report.order.indexOf(a.name) - report.order.indexOf(b.name));
}

function fillCostTable(behind, title, bars) {
  behind(title, [
    { title: 'Defense', text: (bar) => bar.name, value: (bar) => bar.name },
    { title: 'Mean', text: (bar) => plain(bar.value), value: (bar) => bar.value },
    { title: 'Models or cells', text: (bar) => String(bar.count), value: (bar) => bar.count },
  ], bars);
}
