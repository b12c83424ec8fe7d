// vis-network holds the nodes and the camera; what is seen is painted here, on its canvas, in screen pixels.

let network = null;
let canvasBox = null;
let frame = { scale: 1, x: 0, y: 0, width: 1, height: 1, moving: false };
const lit = { on: false, nodes: new Set(), edges: new Set(), labels: new Set(), strong: null };
let hovered = { node: -1, edge: null };
const NOTHING = {};
let still = null;
const sprites = new Map();

// Nodes grow slower than the zoom: near, they leave room; far, they can still be seen.
function screenRadius(node, scale) {
  return Math.max(2.2, node.radius * scale ** (scale < 1 ? 0.58 : 0.45));
}

function makeNetwork(box) {
  canvasBox = box;
  const options = JSON.parse(document.getElementById('kg-options').textContent);
  network = new vis.Network(box, { nodes: [], edges: [] }, options);
  network.on('beforeDrawing', (context) => {
    readFrame();
    noteCamera();
    inPixels(context, () => (frame.moving ? paintMoving(context) : paint(context, frame)));
  });
  network.on('animationFinished', arrive);
  network.on('click', ({ pointer, event }) => clicked(pointer.canvas, event.srcEvent || event));
  network.on('doubleClick', ({ pointer }) => {
    const node = pickNode(pointer.canvas);
    if (node >= 0) focusOn([node]);
  });
  network.on('dragging', ({ nodes: dragged }) => {
    for (const [index, at] of Object.entries(network.getPositions(dragged))) { nodes[index].x = at.x; nodes[index].y = at.y; labelVersion += 1; }
  });
  network.on('dragStart', ({ nodes: dragged }) => { frame.moving = !dragged.length; });
  network.on('dragEnd', () => { frame.moving = false; still = null; network.unselectAll(); network.redraw(); });
  const canvas = box.querySelector('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  let wanted = null;
  canvas.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || event.buttons) return;
    if (!wanted) requestAnimationFrame(() => { hover(wanted); wanted = null; });
    wanted = { x: event.offsetX, y: event.offsetY };
  });
  canvas.addEventListener('pointerleave', () => hover(null));
}

function readFrame() {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const canvas = canvasBox.querySelector('canvas');
  frame.width = canvas.clientWidth;
  frame.height = canvas.clientHeight;
  frame.scale = scale;
  frame.x = frame.width / 2 - centre.x * scale;
  frame.y = frame.height / 2 - centre.y * scale;
}

function inPixels(context, draw) {
  const ratio = context.canvas.width / Math.max(1, context.canvas.clientWidth);
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw();
  context.restore();
}

// Show the view: only what is visible is handed to vis-network.
function showView({ fit = true } = {}) {
  const items = view.nodes.map((index) => {
    const node = nodes[index];
    return { id: index, x: node.x, y: node.y, size: node.radius, shape: 'custom', ctxRenderer: drawNode };
  });
  labelVersion += 1;
  hovered = { node: -1, edge: null };
  relight();
  network.setData({ nodes: items, edges: [] });
  if (!fit) return network.redraw();
  fitView();
  if (state.camera) moveTo(...state.camera);
}

function paint(context, at, ratio = devicePixelRatio || 1) {
  drawEdges(context, at);
  drawNodes(context, at, ratio);
  drawRings(context, at);
  drawEdgeLabels(context, at);
  drawLabels(context, at);
}

// While the picture is moved it does not change: it is painted once, with a margin, and then only shifted.
function paintMoving(context) {
  const ratio = context.canvas.width / Math.max(1, context.canvas.clientWidth);
  const mx = Math.round(frame.width * 0.4);
  const my = Math.round(frame.height * 0.4);
  if (!still || still.scale !== frame.scale || Math.abs(frame.x - still.x) > mx || Math.abs(frame.y - still.y) > my) {
    const canvas = still?.canvas || document.createElement('canvas');
    canvas.width = (frame.width + 2 * mx) * ratio;
    canvas.height = (frame.height + 2 * my) * ratio;
    const inner = canvas.getContext('2d');
    inner.scale(ratio, ratio);
    paint(inner, { ...frame, x: frame.x + mx, y: frame.y + my, width: frame.width + 2 * mx, height: frame.height + 2 * my });
    still = { canvas, scale: frame.scale, x: frame.x, y: frame.y };
  }
  const width = still.canvas.width / ratio;
  context.drawImage(still.canvas, frame.x - still.x - mx, frame.y - still.y - my, width, still.canvas.height / ratio);
}

// vis-network asks for each node by itself; all were painted at once before.
function drawNode() {
  return NOTHING;
}

function drawNodes(context, at, ratio) {
  for (const index of view.nodes) {
    const node = nodes[index];
    const x = node.x * at.scale + at.x;
    const y = node.y * at.scale + at.y;
    if (x < -40 || y < -40 || x > at.width + 40 || y > at.height + 40) continue;
    const sprite = spriteOf(typeName(node.type), nodeColour(node), screenRadius(node, at.scale) * ratio);
    const size = sprite.width / ratio;
    context.globalAlpha = lit.on && !lit.nodes.has(index) ? 0.16 : 1;
    context.drawImage(sprite, x - size / 2, y - size / 2, size, size);
  }
  context.globalAlpha = 1;
}

// One small picture for each type, colour and size in device pixels; sizes are rounded to few steps.
function spriteOf(type, colour, radius) {
  const step = radius < 12 ? Math.max(2, Math.round(radius * 2) / 2) : Math.round(radius);
  const key = `${type}|${colour}|${step}`;
  let sprite = sprites.get(key);
  if (sprite) return sprite;
  if (sprites.size > 2500) sprites.clear();
  const side = Math.ceil(step * 2.7) + 4;
  sprite = document.createElement('canvas');
  sprite.width = sprite.height = side;
  const context = sprite.getContext('2d');
  context.translate(side / 2, side / 2);
  paintNode(context, type, colour, step);
  sprites.set(key, sprite);
  return sprite;
}

function paintNode(context, type, colour, radius) {
  context.save();
  context.scale(radius, radius);
  const outline = outlinePaths[shapeOf(type).shape];
  context.lineJoin = 'round';
  context.lineWidth = 2 / radius + 0.08;
  context.strokeStyle = theme.paper;
  context.stroke(outline);
  context.fillStyle = colour;
  context.fill(outline);
  context.restore();
  if (radius < 7.5) return;
  context.save();
  const scale = (radius * 0.062);
  context.scale(scale, scale);
  context.translate(-12, -12);
  context.fillStyle = theme.sign;
  context.fill(signPaths[type in SHAPES ? type : 'Thing'], 'evenodd');
  context.restore();
}

function drawRings(context, at) {
  const ring = (index, colour, width, gap) => {
    const node = nodes[index];
    context.beginPath();
    context.arc(node.x * at.scale + at.x, node.y * at.scale + at.y, screenRadius(node, at.scale) * 1.15 + gap, 0, 7);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  };
  const marked = new Set([...(state.node >= 0 ? [state.node] : []), ...(state.pair || []), ...state.focus, ...state.path]);
  for (const index of marked) if (view.inView[index]) ring(index, theme.accent, 2.5, 3);
  if (hovered.node >= 0 && !marked.has(hovered.node)) ring(hovered.node, theme.edgeStrong, 1.5, 3);
}

// What is looked at stands out, the rest steps back.
function relight() {
  const node = hovered.node >= 0 ? hovered.node : state.node >= 0 && view.inView[state.node] ? state.node : -1;
  const pair = hovered.edge ? [hovered.edge.a, hovered.edge.b] : hovered.node >= 0 ? null : state.pair;
  lit.nodes = new Set(); lit.edges = new Set(); lit.labels = new Set(); lit.strong = null;
  if (pair && view.inView[pair[0]] && view.inView[pair[1]]) {
    for (const edge of view.edges) {
      if ((edge.a === pair[0] && edge.b === pair[1]) || (edge.a === pair[1] && edge.b === pair[0])) {
        lit.edges.add(edge);
        if (edge.a === pair[0]) lit.strong = edge;
      }
    }
    lit.nodes = new Set(pair);
    lit.labels = new Set(pair);
  } else if (node >= 0) {
    lit.nodes.add(node);
    lit.labels.add(node);
    for (const edge of view.edges) {
      if (edge.a === node || edge.b === node) { lit.edges.add(edge); lit.nodes.add(edge.a).add(edge.b); }
    }
    if (lit.nodes.size <= 60) lit.labels = new Set(lit.nodes);
    else lit.labels = new Set([...lit.nodes].sort((a, b) => nodes[a].rank - nodes[b].rank).slice(0, 60)).add(node);
  }
  lit.on = lit.nodes.size > 0 && view.nodes.length > 2;
}

function pickNode({ x, y }) {
  let best = -1;
  let least = Infinity;
  const scale = network.getScale();
  for (const index of view.nodes) {
    const node = nodes[index];
    const distance = Math.hypot(node.x - x, node.y - y) * scale - screenRadius(node, scale);
    if (distance < Math.min(5, least)) { least = distance; best = index; }
  }
  return best;
}

function pickEdge({ x, y }) {
  const scale = network.getScale();
  const px = x * scale + frame.x;
  const py = y * scale + frame.y;
  let best = null;
  let least = 6;
  for (const edge of view.edges) {
    const { x1, y1, ux, uy, length } = edgeEnds(edge, frame);
    const along = (px - x1) * ux + (py - y1) * uy;
    if (along < 0 || along > length) continue;
    const distance = Math.abs((px - x1) * uy - (py - y1) * ux);
    if (distance < least) { least = distance; best = edge; }
  }
  return best;
}

function hover(at) {
  const point = at && { x: (at.x - frame.x) / frame.scale, y: (at.y - frame.y) / frame.scale };
  const node = point ? pickNode(point) : -1;
  const edge = point && node < 0 ? pickEdge(point) : null;
  if (node === hovered.node && edge === hovered.edge) return;
  hovered = { node, edge };
  canvasBox.classList.toggle('pointing', node >= 0 || Boolean(edge));
  relight();
  network.redraw();
}

function clicked(point) {
  const node = pickNode(point);
  if (node >= 0) return selectNode(node);
  const edge = pickEdge(point);
  if (edge) return selectPair(edge.a, edge.b);
  if (state.node >= 0 || state.pair) go({ node: -1, pair: null }, { quiet: true });
}

function selectNode(index) {
  go({ node: index, pair: null });
}

function selectPair(a, b) {
  go({ node: -1, pair: [a, b] });
}

function focusOn(indices, depth = 1) {
  go({ mode: 'focus', focus: indices, depth, path: [], group: -1, node: indices[0], pair: null, show: 'graph' });
}
