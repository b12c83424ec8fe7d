// When: articles' dates (or events') as bars; a range is chosen by dragging, or with two date fields.

let bars = null;

function histogram() {
  const days = facts.map(factDay).filter((day) => day !== null).sort((a, b) => a - b);
  if (!days.length) return null;
  // A few events long ago would leave the present without room: the scale starts at the first percentile.
  const low = state.clock === 'event' ? days[Math.floor(days.length * 0.02)] : days[0];
  const high = state.clock === 'event' ? days[Math.min(days.length - 1, Math.ceil(days.length * 0.98))] : days[days.length - 1];
  const span = high - low + 1;
  const unit = span <= 62 ? 1 : span <= 500 ? 7 : span <= 2600 ? 30.4375 : 365.25;
  const count = Math.max(1, Math.ceil(span / unit));
  const all = new Array(count).fill(0);
  const shown = new Array(count).fill(0);
  const slot = (day) => clamp(Math.floor((day - low) / unit), 0, count - 1);
  for (const fact of facts) { const day = factDay(fact); if (day !== null) all[slot(day)] += 1; }
  for (const fact of view.facts) { const day = factDay(fact); if (day !== null) shown[slot(day)] += 1; }
  return { low, high, span, unit, count, all, shown };
}

function renderHistogram() {
  const box = document.getElementById('time');
  bars = histogram();
  box.hidden = !bars || bars.span < 2 || state.show !== 'graph';
  if (box.hidden) return;
  const { low, high, count, all, shown, unit } = bars;
  const most = Math.max(...all);
  const height = (value) => (value ? 4 + 34 * Math.sqrt(value / most) : 0);
  const picture = svg('svg', { viewBox: `0 0 ${count} 40`, preserveAspectRatio: 'none', class: 'bars', 'aria-hidden': 'true' });
  for (let i = 0; i < count; i += 1) {
    if (all[i]) picture.append(svg('rect', { x: i + 0.08, y: 40 - height(all[i]), width: 0.84, height: height(all[i]), class: 'bar-all' }));
    if (shown[i]) picture.append(svg('rect', { x: i + 0.08, y: 40 - height(shown[i]), width: 0.84, height: height(shown[i]), class: 'bar-shown' }));
  }
  const brush = svg('rect', { x: 0, y: 0, width: 0, height: 40, class: 'brush' });
  picture.append(brush);
  const mark = (from, to) => { brush.setAttribute('x', Math.min(from, to)); brush.setAttribute('width', Math.abs(to - from)); };
  if (state.from || state.to) mark(state.from ? (dayOf(state.from) - low) / unit : 0, state.to ? (dayOf(state.to) + 1 - low) / unit : count);
  let start = null;
  const at = (event) => { const frame = picture.getBoundingClientRect(); return clamp((event.clientX - frame.left) / frame.width, 0, 1) * count; };
  picture.addEventListener('pointerdown', (event) => { start = at(event); picture.setPointerCapture(event.pointerId); });
  picture.addEventListener('pointermove', (event) => { if (start !== null) mark(start, at(event)); });
  picture.addEventListener('pointerup', (event) => {
    if (start === null) return;
    const [from, to] = [start, at(event)].sort((a, b) => a - b);
    start = null;
    if ((to - from) / count < 0.006) {
      const one = Math.floor(from);
      return go({ from: isoDay(Math.floor(low + one * unit)), to: isoDay(Math.floor(low + (one + 1) * unit) - 1) });
    }
    go({ from: isoDay(Math.floor(low + from * unit)), to: isoDay(Math.min(high, Math.ceil(low + to * unit) - 1)) });
  });
  const field = (name) => h('input', { type: 'date', id: `time-${name}`, 'aria-label': t(`time.${name}`), value: state[name], min: isoDay(low), max: isoDay(high), onchange: (event) => go({ [name]: event.target.value }) });
  const focused = document.activeElement?.closest('#time') ? document.activeElement.id : '';
  box.replaceChildren(
    h('div', { class: 'time-head' },
      h('select', { id: 'clock', 'aria-label': t('clock'), onchange: (event) => go({ clock: event.target.value, from: '', to: '' }) },
        ['article', 'event'].map((name) => h('option', { value: name, selected: state.clock === name }, t(`clock.${name}`)))),
      field('from'), h('span', { 'aria-hidden': 'true' }, '–'), field('to'),
      state.from || state.to ? h('button', { class: 'text', type: 'button', id: 'all-time', onclick: () => go({ from: '', to: '' }) }, t('allTime')) : null),
    picture,
    h('div', { class: 'axis', 'aria-hidden': 'true' }, h('span', null, dateText(isoDay(low))), h('span', null, dateText(isoDay(Math.round((low + high) / 2)))), h('span', null, dateText(isoDay(high)))));
  if (focused) document.getElementById(focused)?.focus();
}
