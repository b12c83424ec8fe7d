// Put the page together and keep all of it in step with the state.

let structure = null;
const BACK = { mode: 'top', focus: [], path: [], group: -1 };

function build() {
  const app = document.getElementById('app');
  const tool = (id, sign, key, onclick, extra) => h('button', { class: 'icon', type: 'button', id, 'aria-label': t(key), title: t(key), onclick, ...extra }, glyph(sign));
  app.replaceChildren(
    h('a', { class: 'skip', id: 'skip' }, t('skip')),
    h('header', { class: 'bar' },
      h('button', { class: 'icon', type: 'button', id: 'show-filters', 'aria-label': t('filters'), title: `${t('filters')} (L)`, onclick: toggleFilters }, glyph('filter')),
      h('h1', null, bdi(RAW.title)),
      combobox({ id: 'search', placeholder: t('searchHint'), label: t('searchHint'), onchoose: (index) => { openNode(index); document.querySelector('#panel h2')?.focus({ preventScroll: true }); } }),
      h('nav', { class: 'tools', 'aria-label': t('tools') },
        tool('undo', 'undo', 'undo', undo), tool('table', 'table', 'table', toggleTable), tool('show-groups', 'groups', 'groupsTool', toggleGroups),
        h('details', { class: 'menu', id: 'exports' }, h('summary', { class: 'icon', 'aria-label': t('save'), title: t('save') }, glyph('save')),
          h('div', { class: 'menu-list' }, Object.keys(EXPORTS).map((kind) => h('button', { type: 'button', id: `export-${kind}`, onclick: () => { document.getElementById('exports').open = false; EXPORTS[kind](); } }, t(`export.${kind}`))))),
        h('button', { class: 'icon word', type: 'button', id: 'language', 'aria-label': `${language === 'id' ? 'EN' : 'ID'}: ${t('language')}`, title: t('language'), onclick: toggleLanguage }, language === 'id' ? 'EN' : 'ID'),
        tool('theme', 'moon', 'dark', toggleTheme), tool('help', 'help', 'help', showHelp))),
    h('aside', { id: 'filters', 'aria-label': t('filters') }),
    h('main', { id: 'stage' },
      h('div', { class: 'status' }, h('p', { id: 'status' }), h('div', { id: 'crumbs' })),
      h('div', { id: 'graph', tabindex: 0, role: 'application', 'aria-roledescription': t('graph'), 'aria-label': t('graphHelp') }),
      h('div', { id: 'empty', hidden: true }),
      h('div', { class: 'zoom' }, tool('zoom-in', 'plus', 'zoomIn', () => zoomBy(1.4)), tool('zoom-out', 'minus', 'zoomOut', () => zoomBy(1 / 1.4)), tool('fit', 'fit', 'fit', () => fitView(true))),
      h('div', { id: 'tables', hidden: true }),
      h('div', { id: 'groups', hidden: true }),
      h('section', { id: 'time', 'aria-label': t('time') })),
    h('aside', { id: 'panel', 'aria-label': t('details') }),
    h('div', { id: 'announcer', class: 'unseen', role: 'status', 'aria-live': 'polite' }),
    h('dialog', { id: 'dialog', 'aria-labelledby': 'dialog-title' }));
  document.getElementById('skip').setAttribute('href', '#panel');
  document.getElementById('skip').addEventListener('click', (event) => { event.preventDefault(); if (state.show !== 'table') toggleTable(); document.getElementById('table-rows')?.focus(); });
  app.hidden = false;
  document.title = RAW.title;
  document.documentElement.lang = language;
  panelShown = '';
  structure = null;
  if (network) network.destroy();
  makeNetwork(document.getElementById('graph'));
}

function statusText() {
  const words = { shown: view.nodes.length, all: RAW.totals.entities, facts: view.facts.length, allFacts: RAW.totals.facts };
  return t('status', words);
}

function renderStatus() {
  const status = document.getElementById('status');
  status.textContent = statusText();
  const crumbs = document.getElementById('crumbs');
  const parts = [];
  if (state.mode === 'focus') {
    parts.push(h('span', { class: 'chip' }, t('around'), ' ', h('b', null, bdi(nodes[state.focus[0]].label)),
      h('span', { class: 'depth' }, h('button', { type: 'button', 'aria-label': t('less'), disabled: state.depth <= 1, onclick: () => go({ depth: state.depth - 1 }) }, '−'), t('steps', { n: state.depth }),
        h('button', { type: 'button', 'aria-label': t('more'), disabled: state.depth >= 4, onclick: () => go({ depth: state.depth + 1 }) }, '+'))));
  }
  if (state.mode === 'path') parts.push(h('span', { class: 'chip' }, t('path'), ': ', h('b', null, bdi(nodes[state.path[0]].label)), ' → ', h('b', null, bdi(nodes[state.path[1]].label))));
  if (state.mode === 'group') parts.push(h('span', { class: 'chip' }, t('group'), ': ', h('b', null, bdi((RAW.bubbles.find(([group]) => group === state.group)?.[2] || []).slice(0, 2).join(', ')))));
  if (state.mode !== 'top') parts.push(h('button', { class: 'chip button', type: 'button', id: 'back', onclick: () => go(BACK) }, t('backToAll')));
  if (filtersOn()) parts.push(h('button', { class: 'chip button', type: 'button', onclick: clearFilters }, t('filtersActive', { n: filtersOn() }), ' ×'));
  if (view.cut) parts.push(h('span', { class: 'chip warn' }, t('cut', { n: view.cut })));
  if (state.mode === 'top' && RAW.totals.entities > nodes.length) parts.push(h('span', { class: 'chip warn' }, t('leftOut', { n: nodes.length })), state.show === 'graph' && h('button', { class: 'chip button', type: 'button', onclick: toggleGroups }, t('groups')));
  crumbs.replaceChildren(...parts.filter(Boolean));
  const empty = document.getElementById('empty');
  empty.hidden = view.nodes.length > 0 || state.show !== 'graph';
  empty.textContent = nodes.length ? t('emptyView') : t('emptyGraph');
  document.getElementById('undo').disabled = !past.length;
  document.getElementById('table').setAttribute('aria-pressed', String(state.show === 'table'));
  document.getElementById('show-groups').setAttribute('aria-pressed', String(state.show === 'groups'));
}

function render() {
  const before = structure;
  const wanted = { ...state, node: -1, pair: null, show: 'graph', colour: 'type', camera: null };
  structure = fragment(wanted);
  const moved = structure !== before;
  for (const [id, name] of [['graph', 'graph'], ['tables', 'table'], ['groups', 'groups']]) document.getElementById(id).hidden = state.show !== name;
  document.body.classList.toggle('tabular', state.show !== 'graph');
  if (moved) {
    const frameBefore = FRAME.map((name) => state[name]).join('|');
    computeView();
    // What stands around the picture comes first: it decides how much room there is.
    renderStatus();
    renderHistogram();
    network.setSize('100%', '100%');
    placeView();
    showView({ fit: render.frame !== frameBefore });
    // What is drawn while hidden has no size to fit: it is fitted when it is seen.
    render.frame = state.show === 'graph' ? frameBefore : '';
    renderFilters();
    announce(statusText());
  } else {
    relight();
    if (state.show === 'graph' && render.frame === '') { render.frame = undefined; placeView(); showView(); } else network.redraw();
    if (render.legend !== `${state.colour}|${state.show}`) renderFilters();
  }
  render.legend = `${state.colour}|${state.show}`;
  renderStatus();
  renderTable();
  renderGroups();
  document.getElementById('time').hidden = !bars || bars.span < 2 || state.show !== 'graph';
  renderPanel();
  if (!moved && state.pair) announce(`${t('between')} ${nodes[state.pair[0]].label}, ${nodes[state.pair[1]].label}: ${t('factCount', { n: factsBetween(...state.pair).length })}`);
  if (!moved && state.node >= 0) announce(`${nodes[state.node].label}, ${typeLabel(nodes[state.node].type)}, ${t('factCount', { n: nodes[state.node].facts.length })}`);
}

function toggleTable() { go({ show: state.show === 'table' ? 'graph' : 'table' }); }
function toggleGroups() { go({ show: state.show === 'groups' ? 'graph' : 'groups' }); }
function toggleFilters() { document.body.classList.toggle(innerWidth < 900 ? 'filters-open' : 'filters-closed'); network.redraw(); }
function toggleTheme() {
  setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
  sprites.clear();
  rebuild();
}
function toggleLanguage() {
  language = language === 'id' ? 'en' : 'id';
  rebuild();
}
function rebuild() {
  const [at, scale] = [network.getViewPosition(), network.getScale()];
  build();
  for (const edge of view.edges) edge.label = undefined;
  render();
  moveTo(at.x, at.y, scale);
}

document.addEventListener('click', (event) => {
  const menu = document.getElementById('exports');
  if (menu?.open && !event.target.closest('#exports')) menu.open = false;
});

setTheme(initialTheme());
Object.assign(state, readFragment(location.hash));
// On a phone fewer at first; the address says so, as it says everything.
if (!location.hash && innerWidth < 600) state.top = Math.min(state.top, 80);
build();
changed.push(render);
render();
document.documentElement.dataset.ready = 'yes';
