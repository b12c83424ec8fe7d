// What the reader has asked to see. All of it fits in the address' fragment; each change can be undone.

const state = defaults();
const past = [];
const changed = [];

function defaults() {
  return {
    mode: 'top', top: Math.min(RAW.firstView, nodes.length), focus: [], depth: 1, path: [], group: -1,
    types: new Set(), relations: new Set(), sources: new Set(), statuses: new Set(),
    from: '', to: '', clock: 'article', least: 0, sure: 0, roles: true, nameless: RAW.nameless, colour: 'type', show: 'graph',
    node: -1, pair: null, camera: null,
  };
}

// With these changed the picture is another one, and the camera goes where all of it is seen.
const FRAME = ['mode', 'top', 'focus', 'depth', 'path', 'group'];

function fragment(from = state) {
  const normal = defaults();
  const out = new URLSearchParams();
  const put = (name, value) => { if (value) out.set(name, value); };
  if (from.mode === 'focus') { for (const node of from.focus) out.append('focus', nodes[node].iri); put('depth', String(from.depth)); }
  if (from.mode === 'group') put('group', String(from.group));
  if (from.mode === 'path') for (const node of from.path) out.append('path', nodes[node].iri);
  if (from.top !== normal.top) put('top', String(from.top));
  for (const name of [...from.types].sort()) out.append('-type', name);
  for (const index of [...from.relations].sort((a, b) => a - b)) out.append('-relation', relations[index].iri);
  for (const index of [...from.sources].sort((a, b) => a - b)) out.append('-source', RAW.sources[index]);
  for (const name of [...from.statuses].sort()) out.append('-status', name);
  put('from', from.from); put('to', from.to);
  if (from.clock !== normal.clock) put('clock', from.clock);
  if (from.least) put('least', String(from.least));
  if (from.sure) put('sure', String(from.sure));
  if (!from.roles) put('roles', 'no');
  if (from.nameless !== normal.nameless) put('nameless', from.nameless ? 'yes' : 'no');
  if (from.colour !== normal.colour) put('colour', from.colour);
  if (from.show !== normal.show) put('show', from.show);
  if (from.node >= 0) put('node', nodes[from.node].iri);
  if (from.pair) { out.append('pair', nodes[from.pair[0]].iri); out.append('pair', nodes[from.pair[1]].iri); }
  if (from.camera) put('at', from.camera.join(' '));
  return out.toString();
}

function readFragment(text) {
  const given = new URLSearchParams(text.replace(/^#/, ''));
  const next = defaults();
  const known = (name) => given.getAll(name).map((iri) => nodeByIri.get(iri)).filter(Boolean).map((node) => node.index);
  const whole = (name, low, high, fallback) => {
    const value = Number.parseInt(given.get(name), 10);
    return Number.isFinite(value) ? clamp(value, low, high) : fallback;
  };
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(given.get(name) || '') ? given.get(name) : '');
  next.top = whole('top', 1, nodes.length, next.top);
  next.depth = whole('depth', 1, 4, 1);
  next.focus = known('focus');
  next.path = known('path').slice(0, 2);
  next.group = whole('group', 0, 1e6, -1);
  if (next.group >= 0 && nodes.some((node) => node.group === next.group)) next.mode = 'group';
  else next.group = -1;
  if (next.path.length === 2) next.mode = 'path';
  else if (next.focus.length) next.mode = 'focus';
  next.types = new Set(given.getAll('-type').filter((name) => RAW.types.includes(name)));
  const iris = new Set(given.getAll('-relation'));
  next.relations = new Set(relations.filter((relation) => iris.has(relation.iri)).map((relation) => relation.index));
  next.sources = new Set(given.getAll('-source').map((name) => RAW.sources.indexOf(name)).filter((index) => index >= 0));
  next.statuses = new Set(given.getAll('-status').filter((name) => STATUSES.includes(name)));
  next.from = day('from'); next.to = day('to');
  if (given.get('clock') === 'event') next.clock = 'event';
  next.least = whole('least', 0, 50, 0);
  next.sure = whole('sure', 0, 95, 0);
  next.roles = given.get('roles') !== 'no';
  if (given.has('nameless')) next.nameless = given.get('nameless') === 'yes';
  if (given.get('colour') === 'group') next.colour = 'group';
  if (['table', 'groups'].includes(given.get('show'))) next.show = given.get('show');
  next.node = known('node')[0] ?? -1;
  const pair = known('pair');
  if (pair.length === 2) next.pair = pair;
  const at = (given.get('at') || '').match(/^(-?\d{1,6}) (-?\d{1,6}) (\d{1,2}(?:\.\d{1,3})?)$/);
  if (at) next.camera = [Number(at[1]), Number(at[2]), clamp(Number(at[3]), NEAREST[0], NEAREST[1])];
  return next;
}

// Change the state; everything that shows it follows. `quiet` changes are not steps for undo.
function go(change, { quiet = false } = {}) {
  const before = fragment();
  if (FRAME.some((name) => name in change)) state.camera = null;
  Object.assign(state, change);
  const after = fragment();
  if (before === after && !quiet) return;
  if (!quiet) past.push(before);
  if (past.length > 200) past.shift();
  setFragment(after);
  for (const follow of changed) follow();
}

function undo() {
  if (!past.length) return;
  bringBack(past.pop());
  setFragment(fragment());
  announce(t('undone'));
}

function bringBack(text) {
  Object.assign(state, readFragment(text));
  for (const follow of changed) follow();
  if (state.camera) moveTo(...state.camera);
}

function setFragment(text) {
  try {
    history.replaceState(null, '', text ? `#${text}` : location.pathname + location.search);
  } catch {
    location.replace(`#${text}`);
  }
}

addEventListener('hashchange', () => {
  if (location.hash.slice(1) === fragment()) return;
  past.push(fragment());
  bringBack(location.hash);
});

function toggled(set, item) {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

function filtersOn() {
  return state.types.size + state.relations.size + state.sources.size + state.statuses.size
    + (state.from ? 1 : 0) + (state.to ? 1 : 0) + (state.least ? 1 : 0) + (state.sure ? 1 : 0) + (state.roles ? 0 : 1);
}
