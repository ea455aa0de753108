// What was run, the claims, what failed, and where everything comes from.

function addLead({ origin }) {
  const complete = origin.cells.complete || 0;
  const total = countOf(origin);
  document.getElementById('lead').textContent = total.toLocaleString('en') + ' cells (one model, attack and epsilon each), '
    + complete.toLocaleString('en') + ' of them complete.';
}

function countOf(origin) {
  return Object.values(origin.cells).reduce((sum, count) => sum + count, 0);
}

function addOverview(report) {
  const { cells, models, origin } = report;
  const total = countOf(origin);
  const section = addSection('overview', 'What was run', '');
  section.append(factList([
    ['Data', distinct(cells, 'data_label').join('; ')],
    ['Images', report.datasets.map((dataset) => imageFacts(dataset)).join('; ')],
    ['Defenses', distinct(cells, 'label').join('; ')],
    ['Attacks', attackFacts(distinct(cells, 'attack_label'))],
    ['Threat models', distinct(cells, 'threat_label').join('; ')],
    ['Epsilons', sorted(distinct(cells, 'epsilon')).join(', ')],
    ['Seeds', sorted(distinct(cells, 'seed')).join(', ')],
    ['Cells', Object.entries(origin.cells).map(([status, count]) => count.toLocaleString('en') + ' ' + status).join(', ')],
    ['Models', origin.models.toLocaleString('en')],
    ['Published', origin.published.slice(0, 19).replace('T', ' ') + ' UTC'],
    ['Version', origin.version],
    ['Folder', origin.folder],
  ]));
  if (total > cells.length) {
    note(section, 'This page shows the first ' + cells.length.toLocaleString('en') + ' of '
      + total.toLocaleString('en') + ' cells, in the order of the table. All of them are in the Parquet tables.');
  }
  if (origin.models > models.length) {
    note(section, 'Of ' + origin.models.toLocaleString('en') + ' models the first '
      + models.length.toLocaleString('en') + ' are listed.');
  }
  if (cells.length > 0 && !cells.some((cell) => isNumber(cell.adversarial_accuracy))) {
    note(section, 'No cell has measurements, as after a benchmark of the scheduler; there is nothing to draw.');
  }
}

// Such as: signs: 30 x 28 pixels in colour, 3 classes (go, no entry, stop).
function imageFacts(dataset) {
  const colours = { 1: 'in grey', 3: 'in colour' }[dataset.channels] || 'of ' + plain(dataset.channels) + ' channels';
  return dataset.dataset + ': ' + dataset.height + ' x ' + dataset.width + ' pixels ' + colours + ', ' + plain(dataset.classes)
    + ' classes (' + dataset.names + ')';
}

const FEW_ATTACKS = 6;

// Many attacks, as with a target each, are counted by type, with their list to open.
function attackFacts(labels) {
  if (labels.length <= FEW_ATTACKS) return labels.join('; ');
  const types = groupBy(labels, (label) => label.split(/[^a-z-]/)[0]);
  const counted = [...types].map(([type, group]) => type + (group.length > 1 ? ' in ' + group.length + ' settings' : ''));
  return element('details', { id: 'attack-settings' }, element('summary', {}, counted.join('; ')), labels.join('; '));
}

const VERDICTS = { reproduced: 'good', partly: 'neutral', not: 'bad' };
const VERDICT_WORDS = { reproduced: 'reproduced', partly: 'partly reproduced', not: 'not reproduced', 'not-run': 'not run' };

function addClaims(claims) {
  if (claims.length === 0) return;
  const section = addSection('claims', 'Claims of the paper',
    'Each row is a claim, the paper\'s number, ours with its 95 % interval or the range over what is compared, and whether it holds.');
  const words = groupBy(claims, 'verdict');
  section.append(element('p', {}, [...words].map(([verdict, group]) =>
    group.length + ' ' + (VERDICT_WORDS[verdict] || verdict)).join(', ') + '.'));
  section.append(scrolling(makeTable('Claims and verdicts', [
    { title: 'Claim', text: (row) => row.claim, value: (row) => row.claim_id },
    { title: 'Source', text: (row) => row.source },
    { title: 'Paper', kind: 'number', text: (row) => points(row.paper_low, row.paper_high), value: (row) => row.paper_low },
    { title: 'Ours', kind: 'number', text: (row) => ours(row), value: (row) => row.value },
    { title: 'Seeds', text: (row) => (row.seeds > 0 ? String(row.seeds) : ''), value: (row) => row.seeds },
    { title: 'Verdict', text: (row) => element('span', { class: VERDICTS[row.verdict] || '' }, VERDICT_WORDS[row.verdict] || row.verdict),
      value: (row) => row.verdict },
    { title: 'Because', kind: 'long', text: (row) => claimReason(row) },
  ], claims)));
}

function claimReason(row) {
  return element('div', {}, element('p', {}, row.because), row.note ? element('p', {}, row.note) : null,
    element('details', {}, element('summary', {}, 'What is measured'), row.measured));
}

function points(low, high) {
  if (!isNumber(low) && !isNumber(high)) return '';
  if (!isNumber(low) || !isNumber(high)) return plain(isNumber(low) ? low : high);
  return low === high ? plain(low) : plain(low) + ' to ' + plain(high);
}

// Of a claim's number; a gain, a drop or a fall is in points.
const UNITS = { value: '%', 'at-most': '%', exceeds: '% of pairs' };

function ours(row) {
  if (!isNumber(row.value)) return '';
  const interval = isNumber(row.value_low) && isNumber(row.value_high)
    ? ' (' + row.value_low.toFixed(1) + ' to ' + row.value_high.toFixed(1) + ')' : '';
  return row.value.toFixed(1) + interval + ' ' + (UNITS[row.comparison] || 'points');
}

function addFailed(report) {
  const failed = Object.entries(report.origin.cells)
    .filter(([status]) => status !== 'complete' && status !== 'benchmark')
    .reduce((sum, [, count]) => sum + count, 0);
  const section = addSection('failed', 'Failed cells', failed === 0
    ? 'None.' : 'Each row is a cell that was not completed, with the reason; nothing of it was measured.');
  if (failed === 0) return;
  if (failed > report.failed.length) {
    note(section, 'The first ' + report.failed.length.toLocaleString('en') + ' of ' + failed.toLocaleString('en') + ' are listed.');
  }
  section.append(scrolling(makeTable('Cells that are not complete', [
    { title: 'Cell', text: (row) => row.cell_id },
    { title: 'Defense', text: (row) => row.label },
    { title: 'Setting', kind: 'long', text: (row) => row.setting },
    { title: 'Epsilon', text: (row) => plain(row.epsilon), value: (row) => row.epsilon },
    { title: 'Seed', text: (row) => String(row.seed) },
    { title: 'Status', text: (row) => row.status },
    { title: 'Failure', kind: 'long', text: (row) => row.failure },
  ], report.failed)));
}

function addProvenance(report) {
  const section = addSection('provenance', 'Provenance',
    'Each model with its seeds, the SHA-256 of its file and of its data, and what trained it.');
  section.append(element('p', {}, 'To repeat the sweep, run its whole configuration, which is beside this page: ',
    element('code', {}, './sweep run effective.conf --out NEW_FOLDER'), '. All but times comes out the same.'));
  const files = distinct(report.models, 'dataset_sha256').flatMap((text) => Object.entries(JSON.parse(text || '{}')));
  const behind = tableBehind(section, 'provenance');
  behind('models and where they come from', [
    { title: 'Model', kind: 'code', text: (row) => row.model_id },
    { title: 'Defense', text: (row) => row.label },
    { title: 'Dataset', text: (row) => row.dataset },
    { title: 'Seed', text: (row) => String(row.seed), value: (row) => row.seed },
    { title: 'Weight seed', text: (row) => String(row.weight_seed) },
    { title: 'Shuffle seed', text: (row) => String(row.shuffle_seed) },
    { title: 'Clean accuracy', text: (row) => percent(row.clean_accuracy), value: (row) => row.clean_accuracy },
    { title: 'Agreement with its target', text: (row) => percent(row.agreement), value: (row) => row.agreement },
    { title: 'Queries', text: (row) => plain(row.queries), value: (row) => row.queries },
    { title: 'Values trained', text: (row) => plain(row.parameters), value: (row) => row.parameters },
    { title: 'File', kind: 'code', text: (row) => row.file },
    { title: 'SHA-256', kind: 'code', text: (row) => row.sha256 },
    { title: 'Version', text: (row) => row.version },
    { title: 'Libraries', kind: 'code', text: (row) => row.libraries },
    { title: 'Native build', text: (row) => row.native_build },
    { title: 'Threads', text: (row) => String(row.threads) },
    { title: 'Java', text: (row) => row.jvm },
    { title: 'Machine', text: (row) => row.machine },
  ], report.models);
  const data = new Map(files);
  tableBehind(section, 'data-files')('files of the datasets', [
    { title: 'File', text: (row) => row[0] },
    { title: 'SHA-256', kind: 'code', text: (row) => row[1] },
  ], [...data]);
}
