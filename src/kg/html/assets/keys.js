// Everything by keyboard.

const KEYS = [
  ['/', 'searchHint'], ['← ↑ → ↓', 'key.move'], ['Shift + ← ↑ → ↓', 'key.pan'], ['Enter', 'key.open'], ['E', 'key.edge'], ['F', 'focusHere'], ['+ / −', 'key.zoom'], ['0', 'fit'],
  ['P', 'pathTo'], ['T', 'key.table'], ['G', 'groups'], ['L', 'filters'], ['U', 'undo'], ['D', 'dark'], ['Esc', 'key.escape'], ['?', 'help'],
];

function showHelp() {
  openDialog(t('help').replace(/ \([^()]*\)$/, ''), [h('p', null, t('helpText')), h('dl', { class: 'keys' }, KEYS.map(([key, text]) => [h('dt', null, h('kbd', null, key)), h('dd', null, t(text).replace(/ \([^()]*\)$/, ''))])),
    h('h3', null, t('about')), h('p', null, t('importanceHelp')), h('p', null, t('safeText'))]);
}

// The nearest node in a direction, seen from the selected one (or the middle of the view).
function step(dx, dy) {
  const centre = network.getViewPosition();
  const from = state.node >= 0 && view.inView[state.node] ? nodes[state.node] : centre;
  let best = -1;
  let least = Infinity;
  for (const index of view.nodes) {
    if (index === state.node) continue;
    const along = (nodes[index].x - from.x) * dx + (nodes[index].y - from.y) * dy;
    const across = Math.abs((nodes[index].x - from.x) * dy) + Math.abs((nodes[index].y - from.y) * dx);
    if (along <= 0) continue;
    const cost = along + across * 2;
    if (cost < least) { least = cost; best = index; }
  }
  if (best < 0) return;
  go({ node: best, pair: null }, { quiet: true });
  showNode(best);
}

// One line after the other of the selected node, the strongest first.
function nextLine() {
  const from = state.node >= 0 ? state.node : state.pair ? state.pair[0] : -1;
  const touching = view.edges.filter((edge) => edge.a === from || edge.b === from).sort((x, y) => y.strength - x.strength || x.a - y.a || x.b - y.b);
  const others = [...new Set(touching.map((edge) => (edge.a === from ? edge.b : edge.a)))];
  if (!others.length) return;
  const to = others[(state.pair ? others.indexOf(state.pair[1]) + 1 : 0) % others.length];
  go({ node: -1, pair: [from, to] }, { quiet: true });
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

addEventListener('keydown', (event) => {
  const typing = event.target.closest('input:not([type=checkbox]):not([type=radio]):not([type=range]), select, textarea');
  if (event.key === 'Escape' && !document.getElementById('dialog').open) return escape();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.getElementById('dialog').open) return;
  const onStage = event.target === document.body || event.target.closest('#graph');
  if (event.key in ARROWS && onStage && state.show === 'graph') {
    const [dx, dy] = ARROWS[event.key];
    if (event.shiftKey) panBy(dx * 80, dy * 80); else step(dx, dy);
    return event.preventDefault();
  }
  const chosen = { '/': () => document.getElementById('search').focus(), '+': () => zoomBy(1.3), '=': () => zoomBy(1.3), '-': () => zoomBy(1 / 1.3), 0: () => fitView(true),
    f: () => state.node >= 0 && focusOn([state.node], state.mode === 'focus' && state.focus.includes(state.node) ? Math.min(4, state.depth + 1) : 1),
    e: nextLine, p: () => state.node >= 0 && askPath(state.node), t: toggleTable, g: toggleGroups, l: toggleFilters, u: undo, d: toggleTheme, '?': showHelp,
    Enter: () => onStage && document.querySelector('#panel h2')?.focus() }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!chosen) return;
  if (event.key !== 'Enter') event.preventDefault();
  chosen();
});

function escape() {
  if (document.body.classList.contains('filters-open')) document.body.classList.remove('filters-open');
  else if (state.node >= 0 || state.pair) go({ node: -1, pair: null });
  else if (state.mode !== 'top') go(BACK);
}
