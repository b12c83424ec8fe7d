// Where nodes stand: as computed beforehand where that fits, else laid out here (small views only).

const LOCAL = 420;

function placeView() {
  const shown = view.nodes.map((index) => nodes[index]);
  place(shown);
  if (state.mode !== 'path') stretch(shown);
}

// Within bounds, give the drawing the proportions of the screen.
function stretch(shown) {
  if (shown.length < 3) return;
  const xs = shown.map((node) => node.x);
  const ys = shown.map((node) => node.y);
  const wide = Math.max(1, Math.max(...xs) - Math.min(...xs));
  const high = Math.max(1, Math.max(...ys) - Math.min(...ys));
  const stage = canvasBox.getBoundingClientRect();
  const wanted = (stage.width - 120) / Math.max(80, stage.height - 110);
  const factor = Math.sqrt(clamp(wanted / (wide / high), 0.45, 1.9));
  for (const node of shown) { node.x = Math.round(node.x * factor); node.y = Math.round(node.y / factor); }
}

function place(shown) {
  const opening = Math.min(RAW.firstView, nodes.length);
  if (state.mode === 'path') return placePath(shown);
  if (state.mode === 'top' && state.top > opening / 2 && shown.every((node) => node.index < opening)) {
    return shown.forEach((node) => { node.x = node.home.x; node.y = node.home.y; });
  }
  shown.forEach((node) => { node.x = node.far.x; node.y = node.far.y; });
  if (shown.length <= LOCAL) placeByForces(shown);
}

// From left to right along the path, what lies at one distance above each other.
function placePath(shown) {
  const [from, to] = state.path;
  const distance = new Map([[from, 0]]);
  let edge = [from];
  while (edge.length) {
    const next = [];
    for (const node of edge) {
      for (const { a, b } of view.edges) {
        const other = a === node ? b : b === node ? a : -1;
        if (other >= 0 && !distance.has(other)) { distance.set(other, distance.get(node) + 1); next.push(other); }
      }
    }
    edge = next;
  }
  if (!distance.has(to)) distance.set(to, 2);
  const columns = new Map();
  for (const node of shown) {
    const at = distance.get(node.index) ?? 1;
    if (!columns.has(at)) columns.set(at, []);
    columns.get(at).push(node);
  }
  for (const [at, column] of columns) {
    column.sort((a, b) => a.index - b.index).forEach((node, row) => {
      node.x = at * 210;
      // The most important in the middle, the others by turns above and below.
      node.y = Math.ceil(row / 2) * 74 * (row % 2 ? 1 : -1) + (at % 2 ? 24 : 0);
    });
  }
}

// The forces of layout.py; starts from a spiral by rank.
function placeByForces(shown) {
  const count = shown.length;
  const slot = new Map(shown.map((node, index) => [node.index, index]));
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const mass = new Float64Array(count).fill(1);
  const degree = new Float64Array(count);
  const pairs = view.edges.map((edge) => [slot.get(edge.a), slot.get(edge.b)]);
  for (const [a, b] of pairs) { degree[a] += 1; degree[b] += 1; }
  const centre = new Set(state.mode === 'focus' ? state.focus.map((node) => slot.get(node)) : []);
  for (let i = 0; i < count; i += 1) {
    mass[i] = 1 + 0.6 * Math.sqrt(degree[i]);
    const reach = centre.has(i) ? 0 : 60 * Math.sqrt(i + 1);
    x[i] = Math.cos(i * 2.399963) * reach * 1.3;
    y[i] = Math.sin(i * 2.399963) * reach;
  }
  const spacing = count < 40 ? 104 : 80;
  const steps = count < 150 ? 320 : 180;
  const fx = new Float64Array(count);
  const fy = new Float64Array(count);
  for (let step = 0; step < steps; step += 1) {
    const heat = spacing * 2 * (1 - step / steps) ** 1.5 + 0.5;
    fx.fill(0); fy.fill(0);
    for (let i = 0; i < count; i += 1) {
      for (let j = i + 1; j < count; j += 1) {
        const dx = (x[i] - x[j]) * 0.72; // wider than high: labels stand side by side
        const dy = y[i] - y[j];
        const force = (mass[i] * mass[j] * spacing * spacing * 0.6) / (dx * dx + dy * dy + 25);
        fx[i] += dx * force; fy[i] += dy * force; fx[j] -= dx * force; fy[j] -= dy * force;
      }
    }
    for (const [a, b] of pairs) {
      const dx = x[b] - x[a];
      const dy = y[b] - y[a];
      const reach = Math.sqrt(dx * dx + dy * dy) + 1e-6;
      const pull = (2.2 * spacing * Math.log1p(reach / spacing)) / reach / Math.sqrt(Math.min(degree[a], degree[b]));
      fx[a] += dx * pull; fy[a] += dy * pull; fx[b] -= dx * pull; fy[b] -= dy * pull;
    }
    for (let i = 0; i < count; i += 1) {
      // What hangs on nothing is held closer.
      const hold = degree[i] ? 1 : 3;
      fx[i] -= x[i] * 0.045 * mass[i] * hold; fy[i] -= y[i] * 0.06 * mass[i] * hold;
      const length = Math.hypot(fx[i], fy[i]) || 1;
      const move = Math.min(length, heat) / length;
      if (centre.size === 1 && centre.has(i)) continue;
      x[i] += fx[i] * move; y[i] += fy[i] * move;
    }
  }
  // An even share of area for each node.
  const mean = Math.sqrt(x.reduce((sum, value, i) => sum + value * value + y[i] * y[i], 0) / count) || 1;
  const factor = (spacing * Math.max(0.8, 0.5 * Math.sqrt(count))) / mean;
  for (let i = 0; i < count; i += 1) { x[i] *= factor; y[i] *= factor; }
  spread(x, y, shown);
  shown.forEach((node, i) => { node.x = Math.round(x[i]); node.y = Math.round(y[i]); });
}

// Push apart what would overlap, labels included as far as one line of text goes.
function spread(x, y, shown) {
  for (let round = 0; round < 40; round += 1) {
    let moved = false;
    for (let i = 0; i < shown.length; i += 1) {
      for (let j = i + 1; j < shown.length; j += 1) {
        const dx = (x[j] - x[i]) / 1.9;
        const dy = y[j] - y[i];
        const gap = shown[i].radius + shown[j].radius + 16;
        const distance = Math.hypot(dx, dy) || 0.01;
        if (distance >= gap) continue;
        const push = ((gap - distance) / distance) * 0.3;
        x[i] -= dx * push * 1.9; y[i] -= dy * push; x[j] += dx * push * 1.9; y[j] += dy * push;
        moved = true;
      }
    }
    if (!moved) return;
  }
}
