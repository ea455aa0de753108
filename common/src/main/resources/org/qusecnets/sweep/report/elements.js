// Parts of the page. Text from tables is set as text, never as markup.

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function svg(name, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function addSection(id, title, howToRead) {
  const section = element('section', { id, 'aria-labelledby': id + '-title' },
    element('h2', { id: id + '-title' }, title));
  if (howToRead) section.append(element('p', {}, howToRead));
  document.getElementById('content').append(section);
  const list = document.querySelector('#contents ul')
    || document.getElementById('contents').appendChild(element('ul'));
  list.append(element('li', {}, element('a', { href: '#' + id }, title)));
  return section;
}

// A column is { title, text(row), value(row), kind }; the first one heads its row. An exact value that is shown
// shorter is in data-value.
function makeTable(caption, columns, rows) {
  const head = element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column.title)));
  const body = rows.map((row) => element('tr', {}, ...columns.map((column, i) => tableField(column, row, i === 0))));
  return element('table', {}, element('caption', {}, caption), element('thead', {}, head),
    element('tbody', {}, ...body));
}

function tableField(column, row, isHead) {
  const value = column.value ? column.value(row) : null;
  const content = column.text(row);
  const attributes = isHead ? { scope: 'row' } : { class: column.kind || (isNumber(value) ? 'number' : null) };
  if (isNumber(value) || typeof value === 'string') attributes['data-value'] = String(value);
  return element(isHead ? 'th' : 'td', attributes, content === null || content === undefined ? '' : content);
}

function scrolling(table) {
  const name = table.caption.textContent;
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table: ' + name }, table);
}

// The table behind a chart, filled again by calling the function that is returned.
function tableBehind(parent, id) {
  const details = parent.appendChild(element('details', { id: id + '-table' }));
  return (caption, columns, rows) => {
    details.replaceChildren(element('summary', {}, 'Table: ' + caption),
      scrolling(makeTable(caption, columns, rows)));
  };
}

// A select; options are { value, text }. Its value is that of the option, of any type.
function addPicker(parent, id, title, options, onChange) {
  const select = element('select', { id });
  const picker = {
    get value() { return options[select.selectedIndex] && options[select.selectedIndex].value; },
    fill(next) {
      const former = picker.value;
      options = next;
      select.replaceChildren(...options.map((option) => element('option', {}, option.text)));
      const at = options.findIndex((option) => option.value === former);
      select.selectedIndex = Math.max(0, at);
    },
    choose(value) {
      const at = options.findIndex((option) => option.value === value);
      if (at >= 0) select.selectedIndex = at;
    },
  };
  const first = options;
  options = [];
  picker.fill(first);
  select.addEventListener('change', () => onChange());
  parent.append(element('label', {}, title, select));
  return picker;
}

function addCheck(parent, id, title, checked, onChange) {
  const box = element('input', { type: 'checkbox', id });
  box.checked = checked;
  box.addEventListener('change', () => onChange());
  parent.append(element('label', { class: 'check' }, box, title));
  return box;
}

function pickersIn(section) {
  return section.appendChild(element('div', { class: 'pickers' }));
}

function sameOptions(values) {
  return values.map((value) => ({ value, text: String(value) }));
}

function note(section, text) {
  section.append(element('p', { class: 'note' }, text));
}

function factList(facts) {
  const list = element('dl', { class: 'facts' });
  for (const [name, value] of facts) {
    list.append(element('dt', {}, name), element('dd', {}, value instanceof Node ? value : String(value)));
  }
  return list;
}

function nothing(section) {
  section.append(element('p', {}, 'There are no measurements.'));
}
