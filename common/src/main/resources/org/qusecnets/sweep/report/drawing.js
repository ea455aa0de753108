// Charts: colours of both schemes, and what is drawn for tests and for other scripts to ask for.

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];
const DASHES = ['solid', 'dashed', 'dotted'];
const drawn = new Map();
const dark = window.matchMedia('(prefers-color-scheme: dark)');

function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

// Colours of Okabe and Ito, the first as dark or light as text.
function colour(i) {
  const colours = [ink('ink'), '#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00', '#8C8C8C'];
  return colours[i % colours.length];
}

function symbol(i) {
  return SYMBOLS[(i + Math.floor(i / SYMBOLS.length)) % SYMBOLS.length];
}

function dash(i) {
  return DASHES[Math.floor(i / SYMBOLS.length) % DASHES.length];
}

function swatch(i) {
  const stroke = colour(i);
  const empty = symbol(i).startsWith('empty');
  const paint = { fill: empty ? ink('paper') : stroke, stroke, 'stroke-width': 1.5 };
  const picture = svg('svg', { width: 26, height: 14, viewBox: '0 0 26 14', 'aria-hidden': 'true' });
  picture.append(svg('path', { d: 'M0 7H26', stroke, 'stroke-width': 2,
    'stroke-dasharray': { solid: 'none', dashed: '5 3', dotted: '2 3' }[dash(i)] }));
  const shape = symbol(i).replace('empty', '').toLowerCase();
  picture.append({
    circle: () => svg('circle', { cx: 13, cy: 7, r: 4.5, ...paint }),
    rect: () => svg('path', { d: 'M9 3H17V11H9Z', ...paint }),
    triangle: () => svg('path', { d: 'M13 2L18 11.5H8Z', ...paint }),
    diamond: () => svg('path', { d: 'M13 1.5L18 7L13 12.5L8 7Z', ...paint }),
  }[shape]());
  return picture;
}

// A place for a chart. build() returns { option, height, summary, series }; it is asked again whenever the colour
// scheme, the width or what is picked changes.
function addChart(parent, id, build) {
  const place = parent.appendChild(element('div', { class: 'chart', id, role: 'img' }));
  const instance = echarts.init(place, null, { renderer: 'svg' });
  const chart = { id, series: [], instance };
  chart.draw = () => {
    const next = build(place.clientWidth);
    place.style.height = (next.height || 360) + 'px';
    instance.resize();
    instance.setOption({ ...common(), ...next.option }, true);
    place.setAttribute('aria-label', next.summary + ' The numbers are in the table below.');
    chart.series = next.series || [];
  };
  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth !== width && place.clientWidth > 0) {
      width = place.clientWidth;
      chart.draw();
    }
  }).observe(place);
  drawn.set(id, chart);
  return chart;
}

function common() {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: 'sans-serif', color: ink('ink') },
  };
}

function tooltip(more) {
  return {
    confine: true,
    backgroundColor: ink('card'),
    borderColor: ink('line'),
    textStyle: { color: ink('ink'), fontSize: 12 },
    transitionDuration: 0,
    ...more,
  };
}

function escaped(text) {
  return element('i', {}, String(text)).innerHTML;
}

function axis(more) {
  return {
    nameLocation: 'middle',
    nameTextStyle: { color: ink('soft') },
    axisLine: { show: true, lineStyle: { color: ink('soft') } },
    axisLabel: { color: ink('ink'), hideOverlap: true },
    splitLine: { lineStyle: { color: ink('line') } },
    ...more,
  };
}

function measureAxis(measure, name, more) {
  return axis({
    type: 'value',
    name,
    ...(isShare(measure) ? { min: 0, max: 1 } : {}),
    axisLabel: { color: ink('ink'), formatter: (value) => (isShare(measure) ? Math.round(100 * value) + ' %' : plain(value)) },
    ...more,
  });
}

// Horizontal bars: series are { name, values: one or null a category }.
function barOption(categories, series, xAxis, text, width) {
  const room = Math.min(260, Math.round(width * 0.4));
  return {
    // Patterns, where colours alone would tell bars apart.
    aria: { enabled: series.length > 1, label: { enabled: false }, decal: { show: series.length > 1 } },
    grid: { left: 20, right: 56, top: series.length > 1 ? 24 + 22 * legendRows(series, width) : 8, bottom: 28, containLabel: true },
    legend: series.length > 1
      ? { top: 0, left: 0, width: width - 16, selectedMode: false, textStyle: { color: ink('ink'), width: width - 60, overflow: 'truncate' } } : undefined,
    xAxis: { ...xAxis, nameGap: 28, splitNumber: width < 500 ? 3 : 5 },
    yAxis: axis({
      type: 'category', inverse: true, data: categories, splitLine: { show: false },
      axisLabel: { color: ink('ink'), width: room, overflow: 'break', interval: 0, fontSize: 11, lineHeight: 13 },
    }),
    tooltip: tooltip({
      trigger: 'item',
      formatter: (item) => escaped(item.name) + '<br>' + escaped(item.seriesName) + ': <b>' + escaped(text(item.value)) + '</b>',
    }),
    series: series.map((bars, i) => ({
      type: 'bar',
      name: bars.name,
      color: colour(i + 1),
      barMaxWidth: 22,
      data: bars.values,
      label: { show: true, position: 'right', color: ink('ink'), fontSize: 11, formatter: (item) => text(item.value) },
    })),
  };
}

function legendRows(series, width) {
  const length = series.reduce((sum, bars) => sum + 45 + 7 * bars.name.length, 0);
  return Math.ceil(length / Math.max(1, width));
}

function barHeight(categories, series) {
  return 90 + categories * Math.max(26, 20 * series) + 22 * (series > 1 ? 2 : 0);
}

// Fields are { x, y, value, text } with places on both axes.
function fieldOption(columns, rows, fields, range, colours, withText, more) {
  return {
    grid: { left: 20, right: 8, top: 8, bottom: 64, containLabel: true },
    xAxis: axis({ type: 'category', data: columns, splitLine: { show: false },
      axisLabel: { color: ink('ink'), rotate: columns.length > 6 ? 40 : 0, width: 120, overflow: 'truncate' } }),
    yAxis: axis({ type: 'category', data: rows, inverse: true, splitLine: { show: false },
      axisLabel: { color: ink('ink'), overflow: 'break', interval: 0, fontSize: 11, lineHeight: 13 } }),
    tooltip: tooltip({ trigger: 'item', formatter: (item) => escaped(fields[item.dataIndex].tip) }),
    visualMap: {
      min: range[0], max: range[1], calculable: false, orient: 'horizontal', left: 'center', bottom: 0,
      itemHeight: 140, textStyle: { color: ink('ink') }, inRange: { color: colours }, text: more.ends,
    },
    series: [{
      type: 'heatmap',
      itemStyle: { borderWidth: withText ? 1 : 0, borderColor: ink('paper') },
      data: fields.map((field) => ({
        value: [field.x, field.y, field.value],
        label: { show: withText, color: field.light ? '#000000' : '#ffffff', formatter: () => field.text },
      })),
    }],
    ...more.option,
  };
}

function drawAll() {
  drawn.forEach((chart) => chart.draw());
}

// Follows the colour scheme from now on. Tests and other scripts ask window.sweepReport.
function offerPage(report) {
  dark.addEventListener('change', drawAll);
  window.sweepReport = {
    report,
    charts: () => [...drawn.keys()],
    series: (id) => drawn.get(id).series,
  };
}
