// Images before and after the attack, and what is left of it behind the defense.

const PICTURES = [
  { key: 'clean', title: 'clean', part: 'part', predicts: 'clean' },
  { key: 'adversarial', title: 'adversarial', part: 'part', predicts: 'adversarial' },
  { key: 'noise', title: 'noise', part: 'part', gain: 'gain' },
  { key: 'network_input_clean', title: 'clean behind the defense\'s input', part: 'network_input_part', predicts: 'clean' },
  { key: 'network_input_adversarial', title: 'adversarial behind it', part: 'network_input_part', predicts: 'adversarial' },
  { key: 'network_input_noise', title: 'noise behind it', part: 'network_input_part', gain: 'network_input_gain' },
];

// Pixels of the page: the longer side of pictures, which of long ones is longer, up to twice.
const SIDE = 112;

function addPictures(report) {
  const section = addSection('pictures', 'Images',
    'Each row is a defense. Noise is adversarial minus clean image: middle grey is no change, and it is amplified until the '
    + 'largest change is black or white. Behind the defense\'s input, such as the quantization layer, is what the network itself '
    + 'sees; where a defense puts nothing there, both are the same. Pictures are rounded to 8 bits. Where a defense makes more '
    + 'channels of an image, the first is shown.');
  const cells = new Map(report.cells.map((cell) => [cell.cell_id, cell]));
  const examples = report.examples.filter((example) => cells.has(example.cell_id))
    .map((example) => ({ ...example, cell: cells.get(example.cell_id) }));
  if (examples.length === 0) {
    section.append(element('p', {}, 'The tables hold no pictures.'));
    return;
  }
  const pickers = pickersIn(section);
  const setting = addPicker(pickers, 'pictures-setting', 'Setting',
    sameOptions(distinct(report.cells, 'setting').filter((name) => examples.some((example) => example.cell.setting === name))), () => { fillEpsilons(); fillImages(); image.choose(mostChanged(inEpsilon())); show(); });
  const epsilon = addPicker(pickers, 'pictures-epsilon', 'Epsilon', [], () => { fillImages(); show(); });
  const image = addPicker(pickers, 'pictures-image', 'Image', [], () => show());
  const place = section.appendChild(element('div', { class: 'pictures', id: 'pictures-grid' }));
  const inSetting = () => examples.filter((example) => example.cell.setting === setting.value);
  const inEpsilon = () => inSetting().filter((example) => example.cell.epsilon === epsilon.value);
  const fillEpsilons = () => epsilon.fill(sameOptions(sorted([...new Set(inSetting().map((example) => example.cell.epsilon))])));
  const fillImages = () => image.fill(sorted(distinct(inEpsilon(), 'image_index')).map((value) => ({
    value, text: value + ', class ' + classOf(inEpsilon().find((example) => example.image_index === value)),
  })));
  const show = () => place.replaceChildren(pictureTable(report, inEpsilon().filter((example) => example.image_index === image.value)));
  fillEpsilons();
  epsilon.choose(middle([...new Set(inSetting().map((example) => example.cell.epsilon))]));
  fillImages();
  image.choose(mostChanged(inEpsilon()));
  show();
}

// The image on which the attack did most: where it succeeded against most defenses, then where it changed anything for most.
function mostChanged(examples) {
  const count = (image, isOne) => examples.filter((example) => example.image_index === image && isOne(example)).length;
  const marks = sorted(distinct(examples, 'image_index')).map((image) => ({
    image, successes: count(image, (example) => example.success), changed: count(image, (example) => example.linf > 0),
  }));
  return marks.reduce((best, next) => (next.successes - best.successes || next.changed - best.changed) > 0 ? next : best).image;
}

function pictureTable(report, examples) {
  const rows = [...examples].sort((a, b) => report.order.indexOf(a.cell.label) - report.order.indexOf(b.cell.label));
  const first = rows[0];
  const caption = 'Test image ' + first.image_index + ', true class ' + classOf(first) + ', ' + first.cell.setting
    + ', epsilon ' + plain(first.cell.epsilon) + ', seed ' + first.cell.seed;
  return scrolling(makeTable(caption, [
    { title: 'Defense', text: (row) => row.cell.label },
    ...PICTURES.map((picture) => ({ title: picture.title, text: (row) => figureOf(report, row, picture) })),
  ], rows));
}

// The name of the true class, with its number where it is another.
function classOf(example) {
  return example.label_name === String(example.label) ? example.label_name : example.label_name + ' (' + example.label + ')';
}

function figureOf(report, row, picture) {
  if (row[picture.key] === null) return element('span', {}, 'no picture');
  const words = picture.predicts ? predictionOf(row, picture.predicts) : noiseOf(row, picture);
  const text = words.text + (row[picture.part] ? ', ' + row[picture.part] : '');
  const { height, width } = report.datasets.find((dataset) => dataset.dataset === row.cell.dataset);
  const longer = Math.min(2 * SIDE, SIDE * Math.sqrt(Math.max(height, width) / Math.min(height, width)));
  const size = (side) => Math.max(1, Math.round(longer * side / Math.max(height, width)));
  return element('figure', {},
    element('img', { src: report.pictures[row[picture.key]], alt: row.cell.label + ', ' + picture.title + ': ' + text,
      width: size(width), height: size(height) }),
    element('figcaption', { class: words.className }, text));
}

function predictionOf(row, which) {
  const right = row[which + '_prediction'] === row.label;
  return { className: right ? 'good' : 'bad',
    text: (right ? 'right: ' : 'wrong: ') + row[which + '_name'] + ', ' + percent(row[which + '_confidence']) };
}

function noiseOf(row, picture) {
  const gain = row[picture.gain];
  const size = picture.key === 'noise' ? ', L2 ' + plain(row.l2) : '';
  return { className: null, text: gain === 0 ? 'no change' : 'amplified ' + plain(gain) + ' times' + size };
}
