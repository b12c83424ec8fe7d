// From the state to what is visible: facts that pass the filters, then nodes, then one edge per ordered pair.

const MOST = 600; // more than this around a focus is cut to the most important, and the page says so
let view = { nodes: [], edges: [], facts: [], inView: new Uint8Array(0), cut: 0 };

function passes(fact) {
  if (state.relations.has(fact.relation.index) || state.statuses.has(fact.status)) return false;
  if (state.sources.has(fact.article.source) || 100 * fact.confidence < state.sure) return false;
  if (state.from || state.to) {
    const day = factDay(fact);
    if (day === null) return false;
    if (state.from && day < dayOf(state.from)) return false;
    if (state.to && day > dayOf(state.to)) return false;
  }
  return true;
}

function factDay(fact) {
  return state.clock === 'event' ? fact.eventDay ?? fact.article.day : fact.article.day;
}

function typeShown(node) {
  return !state.types.has(RAW.types[nodes[node].type]);
}

function computeView() {
  const passing = new Uint8Array(facts.length);
  for (const fact of facts) if (passes(fact)) passing[fact.index] = 1;
  const live = bonds.filter((bond) => passing[bond.fact.index] && (state.roles || !bond.role) && typeShown(bond.a) && typeShown(bond.b));
  const around = neighbourhood(live);
  let chosen;
  let cut = 0;
  if (state.mode === 'focus') [chosen, cut] = near(state.focus, state.depth, around);
  else if (state.mode === 'group') [chosen, cut] = community(around);
  else if (state.mode === 'path') chosen = between(state.path[0], state.path[1], around);
  else chosen = top(around);
  const inView = new Uint8Array(nodes.length);
  for (const node of chosen) inView[node] = 1;
  let edges = aggregate(live.filter((bond) => inView[bond.a] && inView[bond.b]));
  if (state.least > 0) {
    const degree = new Map();
    for (const edge of edges) for (const end of [edge.a, edge.b]) degree.set(end, (degree.get(end) || 0) + 1);
    chosen = chosen.filter((node) => (degree.get(node) || 0) >= state.least || state.focus.includes(node));
    inView.fill(0);
    for (const node of chosen) inView[node] = 1;
    edges = edges.filter((edge) => inView[edge.a] && inView[edge.b]);
  }
  const shown = facts.filter((fact) => passing[fact.index] && onStage(fact, inView));
  view = { nodes: chosen.sort((a, b) => b - a), edges, facts: shown, passing, inView, cut, around };
  return view;
}

function onStage(fact, inView) {
  const main = [fact.s, fact.o].filter((node) => node >= 0);
  if (main.length) return main.every((node) => inView[node]);
  return fact.roles.some(({ node }) => node >= 0 && inView[node]);
}

function neighbourhood(live) {
  const around = new Map();
  for (const { a, b } of live) {
    if (!around.has(a)) around.set(a, new Set());
    if (!around.has(b)) around.set(b, new Set());
    around.get(a).add(b);
    around.get(b).add(a);
  }
  return around;
}

// The most important. What filters hide leaves its place empty, so that the picture stays as it was;
// only where they leave little of it does what comes next move up.
function top(around) {
  const narrowed = state.relations.size || state.sources.size || state.statuses.size || state.sure || state.from || state.to;
  const found = [];
  let candidates = 0;
  for (const node of nodes) {
    if (!(node.named || state.nameless)) continue;
    candidates += 1;
    if (candidates > state.top && found.length >= 0.4 * state.top) break;
    if (!typeShown(node.index) || (narrowed && !around.has(node.index))) continue;
    found.push(node.index);
    if (found.length >= state.top) break;
  }
  return found;
}

// Those members of a community that are linked with another one of it.
function community(around) {
  const joins = (node) => [...(around.get(node.index) || [])].some((other) => nodes[other].group === state.group);
  const all = nodes.filter((node) => node.group === state.group && typeShown(node.index) && joins(node)).map((node) => node.index);
  return [all.slice(0, LOCAL), Math.max(0, all.length - LOCAL)];
}

function near(starts, depth, around) {
  const distance = new Map(starts.map((node) => [node, 0]));
  let edge = [...starts];
  for (let step = 1; step <= depth; step += 1) {
    const next = [];
    for (const node of edge) {
      for (const other of around.get(node) || []) if (!distance.has(other)) { distance.set(other, step); next.push(other); }
    }
    edge = next;
  }
  const all = [...distance.keys()].sort((a, b) => distance.get(a) - distance.get(b) || a - b);
  return [all.slice(0, MOST), Math.max(0, all.length - MOST)];
}

// All nodes on shortest paths between two nodes, up to 60 of them.
function between(from, to, around) {
  const reach = (start) => {
    const distance = new Map([[start, 0]]);
    let edge = [start];
    while (edge.length) {
      const next = [];
      for (const node of edge) {
        for (const other of around.get(node) || []) if (!distance.has(other)) { distance.set(other, distance.get(node) + 1); next.push(other); }
      }
      edge = next;
    }
    return distance;
  };
  const there = reach(from);
  if (!there.has(to)) return [from, to];
  const back = reach(to);
  const length = there.get(to);
  const on = [...there.keys()].filter((node) => back.has(node) && there.get(node) + back.get(node) === length);
  const best = bestPath(from, to, there, around);
  const others = on.filter((node) => !best.includes(node)).sort((a, b) => a - b);
  return [...best, ...others.slice(0, Math.max(0, 60 - best.length))];
}

// Of the shortest paths the one over the most important nodes.
function bestPath(from, to, distance, around) {
  const found = [to];
  while (found[0] !== from) {
    const here = found[0];
    const before = [...around.get(here)].filter((node) => distance.get(node) === distance.get(here) - 1);
    found.unshift(Math.min(...before));
  }
  return found;
}

function aggregate(bondList) {
  const byPair = new Map();
  for (const bond of bondList) {
    const key = bond.a * nodes.length + bond.b;
    let edge = byPair.get(key);
    if (!edge) byPair.set(key, (edge = { a: bond.a, b: bond.b, bonds: [], twin: false }));
    edge.bonds.push(bond);
  }
  for (const edge of byPair.values()) {
    edge.twin = byPair.has(edge.b * nodes.length + edge.a);
    edge.strength = new Set(edge.bonds.map((bond) => bond.fact.index)).size;
    edge.status = edgeStatus(edge.bonds);
    edge.contested = edge.status !== 'denied' && edge.bonds.some((bond) => bond.fact.negative);
    edge.arrow = !edge.bonds.every((bond) => bond.fact.relation.symmetric && !bond.role);
    edge.relation = mainRelation(edge.bonds);
    edge.minor = !edge.relation;
    edge.width = clamp(1.1 + 0.8 * Math.log2(edge.strength), 1.1, 6);
  }
  return [...byPair.values()];
}

// The relation that most of these say directly, null where all are further participants.
function mainRelation(list) {
  const counts = new Map();
  for (const { fact, role } of list) if (!role) counts.set(fact.relation, (counts.get(fact.relation) || 0) + 1);
  let best = null;
  for (const [relation, count] of counts) if (!best || count > counts.get(best) || (count === counts.get(best) && relation.index < best.index)) best = relation;
  return best;
}

// The strongest claim wins: an edge is solid as soon as one article asserts it.
function edgeStatus(list) {
  let best = STATUSES.length - 1;
  for (const { fact } of list) best = Math.min(best, STATUSES.indexOf(fact.status));
  return STATUSES[best];
}

function edgeLabel(edge) {
  const counts = new Map();
  for (const { fact, role } of edge.bonds) {
    const text = role ? `${relationLabel(fact.relation)} · ${roleLabel(role)}` : relationLabel(fact.relation);
    counts.set(text, (counts.get(text) || 0) + (role ? 0.5 : 1));
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  return counts.size > 1 ? `${first} +${counts.size - 1}` : first;
}
