// Where the camera stands: all in view, at a node, nearer, farther. The address says so once it was moved.

const NEAREST = [0.02, 6]; // scales: farthest, nearest
let home = null; // where all is in view: x, y, scale
let goal = null; // of the last movement
let noting = 0;
const SIDE = 0.14; // of the width, to leave on each side for labels: those that are longer turn inwards

function fitView(animate = false) {
  if (!view.nodes.length) return network.redraw();
  const box = bounds();
  const canvas = canvasBox.querySelector('canvas');
  const head = document.querySelector('.status').offsetHeight + 14;
  // What stands out beyond the nodes' middles: at first a guess, then the labels as they would be placed.
  const most = canvas.clientWidth * SIDE;
  let out = { left: Math.min(60, most), right: Math.min(60, most), top: 12, bottom: 24 };
  let scale = 1;
  let x = 0;
  for (let round = 0; round < 3; round += 1) {
    const width = Math.max(50, canvas.clientWidth - out.left - out.right - 16);
    const height = Math.max(50, canvas.clientHeight - head - out.top - out.bottom - 12);
    scale = clamp(Math.min(width / (box.x2 - box.x1 || 1), height / (box.y2 - box.y1 || 1)), 0.02, 1.6);
    x = (box.x1 + box.x2) / 2 + (out.right - out.left) / 2 / scale;
    fitted = { scale, left: x * scale - canvas.clientWidth / 2 + 4, right: x * scale + canvas.clientWidth / 2 - 4 };
    labelVersion += 1;
    if (round < 2) out = overhang(box, scale, most);
  }
  home = [x, (box.y1 + box.y2) / 2 + (out.bottom - out.top - head) / 2 / scale, scale];
  moveTo(...home, animate);
}

// Soon after something was drawn: where from, unless all is in view.
function noteCamera() {
  noting ||= setTimeout(() => {
    noting = 0;
    if (frame.moving) return noteCamera();
    if (state.show !== 'graph' || !home) return;
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    const moved = Math.hypot(x - home[0], y - home[1]) * scale > 1 || Math.abs(scale / home[2] - 1) > 0.001;
    state.camera = moved ? [Math.round(x), Math.round(y), Number(scale.toFixed(3))] : null;
    setFragment(fragment());
  }, 250);
}

// How far nodes and labels reach beyond a box of nodes' middles, in pixels on each side.
function overhang(box, scale, most) {
  const out = { left: 0, right: 0, top: 0, bottom: 0 };
  const reach = (x, y, halfWide, halfHigh) => {
    out.left = Math.max(out.left, box.x1 * scale - x + halfWide); out.right = Math.max(out.right, x + halfWide - box.x2 * scale);
    out.top = Math.max(out.top, box.y1 * scale - y + halfHigh); out.bottom = Math.max(out.bottom, y + halfHigh - box.y2 * scale);
  };
  for (const index of view.nodes) { const r = screenRadius(nodes[index], scale); reach(nodes[index].x * scale, nodes[index].y * scale, r, r); }
  for (const { node, dx, dy, half, high } of placeLabels(scale)) reach(node.x * scale + dx, node.y * scale + dy, half, high);
  return { ...out, left: Math.min(out.left, most), right: Math.min(out.right, most) };
}

function bounds() {
  const box = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
  for (const index of view.nodes) {
    const { x, y } = nodes[index];
    box.x1 = Math.min(box.x1, x); box.x2 = Math.max(box.x2, x);
    box.y1 = Math.min(box.y1, y); box.y2 = Math.max(box.y2, y);
  }
  return box;
}

function moveTo(x, y, scale, animate = false) {
  const animation = animate && !calm.matches && view.nodes.length < 1500 ? { duration: 320, easingFunction: 'easeInOutQuad' } : false;
  goal = { position: { x, y }, scale: scale ?? network.getScale() };
  network.moveTo({ ...goal, animation });
}

// vis-network ends a movement a little off its goal.
function arrive() {
  network.moveTo({ ...goal, animation: false });
}

function zoomBy(factor) {
  const at = network.getViewPosition();
  moveTo(at.x, at.y, clamp(network.getScale() * factor, ...NEAREST), true);
}

function panBy(dx, dy) {
  const at = network.getViewPosition();
  const scale = network.getScale();
  moveTo(at.x + dx / scale, at.y + dy / scale);
}

function showNode(index) {
  const node = nodes[index];
  const scale = Math.max(network.getScale(), 0.9);
  // On a phone the panel covers the lower part of the picture: the node goes above it.
  const covered = innerWidth < 900 && (state.node >= 0 || state.pair) ? canvasBox.clientHeight * 0.3 : 0;
  moveTo(node.x, node.y + covered / scale, scale, true);
}
