// Charts of lines with intervals, and their legend of buttons.

// A chart of lines that its legend shows and hides. build() returns { lines, measure, xName, height, summary } and, where
// there are any, { intervals, xAxis, marks, steps }. Lines are { name, index, points: [{ x, value, low, high }] }. Where points have
// a fitted value, the line goes through that; a text stands in the legend in place of the name; marks go with their line.
// A line may have a lower one, { x, value } by ascending x, with which it encloses a shaded band.
// steps(x) says what x is, where lines go in steps: from each point on its value holds.
function addLineChart(section, id, build) {
  const hidden = new Set();
  const legend = addLegend(section, id);
  const chart = addChart(section, id + '-chart', () => {
    const next = build();
    fillLegendOnce(legend, next.lines, hidden, () => chart.draw());
    const visible = next.lines.filter((line) => !hidden.has(line.name));
    return {
      height: next.height,
      series: visible,
      summary: curveSummary(next.summary, visible, next.measure),
      option: lineOption(visible, next),
    };
  });
  return chart;
}

// Buttons that show and hide lines; hidden is a set of names that survives redrawing.
function fillLegend(place, lines, hidden, redraw) {
  place.replaceChildren(...lines.map(({ name, index, text }) => {
    const button = element('button', { type: 'button', 'aria-pressed': String(!hidden.has(name)) }, swatch(index), text || name);
    button.addEventListener('click', () => {
      if (!hidden.delete(name)) hidden.add(name);
      button.setAttribute('aria-pressed', String(!hidden.has(name)));
      redraw();
    });
    return button;
  }));
}

function addLegend(parent, id) {
  return parent.appendChild(
    element('div', { class: 'legend', id: id + '-legend', role: 'group', 'aria-label': 'Lines to show' }));
}

function lineOption(lines, { measure, xName, xAxis, intervals, marks, steps }) {
  const bars = intervals ? lines.map(intervalSeries) : [];
  const dashed = [...(marks || []), ...lines.flatMap((line) => line.marks || [])];
  return {
    grid: { left: 8, right: 16, top: dashed.length > 0 ? 24 : 16, bottom: 28, containLabel: true },
    xAxis: axis({ type: 'value', name: xName, nameGap: 28, ...xAxis }),
    yAxis: measureAxis(measure, ''),
    tooltip: tooltip({
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: ink('soft') } },
      formatter: (items) => (steps
        ? stepText(lines, measure, steps, items[0].axisValue) : pointText(lines, measure, xName, items[0].value[0])),
    }),
    series: [...lines.filter((line) => line.lower).flatMap(bandSeries), ...bars, markSeries(dashed), ...(steps ? lines.map(stepSeries) : lines.flatMap(lineSeries))],
  };
}

// The line with its points, or points without a line and one through their fitted values.
function lineSeries(line) {
  const isFitted = line.points.some((point) => isNumber(point.fitted));
  const look = { type: 'line', name: line.name, color: colour(line.index) };
  const stroke = { width: 2, type: dash(line.index) };
  const points = {
    ...look,
    symbol: symbol(line.index),
    symbolSize: 9,
    lineStyle: isFitted ? { width: 0 } : stroke,
    data: line.points.map((point) => [point.x, point.value]),
  };
  return isFitted ? [points, {
    ...look,
    symbol: 'none',
    silent: true,
    tooltip: { show: false },
    lineStyle: stroke,
    data: line.points.map((point) => [point.x, point.fitted]),
  }] : [points];
}

// The band between a line and its lower one, from the first to the last point of the latter, and the latter.
function bandSeries(line) {
  const quiet = { silent: true, tooltip: { show: false }, color: colour(line.index) };
  const last = line.lower[line.lower.length - 1].x;
  const upper = line.points.filter((point) => point.x <= last);
  return [{
    ...quiet,
    type: 'custom',
    encode: { x: 0, y: 1 },
    data: [[line.lower[0].x, line.lower[0].value]],
    renderItem: (params, api) => ({
      type: 'polygon',
      shape: { points: [...upper, ...[...line.lower].reverse()].map((point) => api.coord([point.x, point.value])) },
      style: { fill: colour(line.index), opacity: 0.15 },
    }),
  }, {
    ...quiet,
    type: 'line',
    name: line.name,
    symbol: symbol(line.index),
    symbolSize: 5,
    lineStyle: { width: 1, type: 'dotted' },
    data: line.lower.map((point) => [point.x, point.value]),
  }];
}

const STEP_SYMBOLS = 6;

// With a few symbols, so that lines are told apart by more than their colour.
function stepSeries(line) {
  const every = Math.max(1, Math.floor(line.points.length / STEP_SYMBOLS));
  return {
    type: 'line',
    name: line.name,
    color: colour(line.index),
    step: 'end',
    symbolSize: 9,
    showAllSymbol: true,
    lineStyle: { width: 2, type: dash(line.index) },
    data: line.points.map((point, i) => ({
      value: [point.x, point.value],
      symbol: i % every === Math.floor(every / 2) ? symbol(line.index) : 'none',
    })),
  };
}

// Dashed lines { from: [x, y], to: [x, y], index, name, side } in the colour of lines of this index, with a name above their end,
// or below it if that is the side.
function markSeries(marks) {
  return {
    type: 'custom',
    silent: true,
    tooltip: { show: false },
    encode: { x: [0, 2], y: [1, 3] },
    data: marks.map((mark) => [...mark.from, ...mark.to]),
    renderItem: (params, api) => {
      const { index, name, side } = marks[params.dataIndex];
      const [x1, y1] = api.coord([api.value(0), api.value(1)]);
      const [x2, y2] = api.coord([api.value(2), api.value(3)]);
      const stroke = isNumber(index) ? colour(index) : ink('soft');
      return {
        type: 'group',
        children: [
          { type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1.5, lineDash: [6, 5] } },
          ...(name ? [{ type: 'text', style: { text: name, x: x2, y: y2 + (side === 'below' ? 9 : -9), align: 'right',
            verticalAlign: 'middle', fill: ink('ink'), fontSize: 12 } }] : []),
        ],
      };
    },
  };
}

function pointText(lines, measure, xName, x) {
  const texts = lines.flatMap((line) => line.points.filter((point) => point.x === x).map((point) =>
    '<br>' + escaped(line.name) + ': <b>' + shown(measure, point.value) + '</b> '
    + (isNumber(point.low) ? '(' + interval(measure, point) + ')' : '')
    + (isNumber(point.fitted) ? ', fitted ' + shown(measure, point.fitted) : '')));
  return escaped(x === 0 ? 'clean' : xName + ' ' + plain(x)) + texts.join('');
}

function stepText(lines, measure, steps, x) {
  const texts = lines.map((line) => {
    const before = line.points.filter((point) => point.x <= x);
    return '<br>' + escaped(line.name) + ': <b>' + shown(measure, before.length ? before[before.length - 1].value : null) + '</b>';
  });
  return escaped(steps(x)) + texts.join('');
}

function intervalSeries(line) {
  return {
    type: 'custom',
    name: line.name,
    color: colour(line.index),
    silent: true,
    tooltip: { show: false },
    encode: { x: 0, y: [1, 2] },
    data: line.points.filter((point) => isNumber(point.low)).map((point) => [point.x, point.low, point.high]),
    renderItem: (params, api) => {
      const low = api.coord([api.value(0), api.value(1)]);
      const high = api.coord([api.value(0), api.value(2)]);
      const style = { stroke: colour(line.index), lineWidth: 1, opacity: 0.7 };
      const stroke = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
      return {
        type: 'group',
        children: [stroke(low[0], low[1], high[0], high[1]),
          stroke(low[0] - 4, low[1], low[0] + 4, low[1]), stroke(high[0] - 4, high[1], high[0] + 4, high[1])],
      };
    },
  };
}

// Buttons stay the same elements while their names do, so that they keep the focus.
function fillLegendOnce(legend, lines, hidden, redraw) {
  const key = JSON.stringify([lines.map((line) => [line.name, line.index, line.text]), dark.matches]);
  if (legend.dataset.key === key) return;
  legend.dataset.key = key;
  fillLegend(legend, lines, hidden, redraw);
}

function curveSummary(start, lines, measure) {
  const ends = lines.slice(0, 12).map((line) => {
    const first = line.points[0];
    const last = line.points[line.points.length - 1];
    return line.name + ' from ' + shown(measure, first.value) + ' at ' + plain(first.x) + ' to '
      + shown(measure, last.value) + ' at ' + plain(last.x);
  });
  return start + ' ' + ends.join('; ') + '.';
}
