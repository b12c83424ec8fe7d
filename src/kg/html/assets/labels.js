// Which labels are drawn: the most important first, each only where it covers no other label or big node.

const LABEL_LIMIT = 420;
const CELL = 96;
const COVERS = 0.3;
let labelled = { scale: 0, version: -1, list: [] };
let labelVersion = 0;
let fitted = { scale: 0, left: 0, right: 0 }; // where the stage ends when all is in view

class Boxes {
  constructor() { this.cells = new Map(); }

  *near(box) {
    for (let cx = Math.floor(box[0] / CELL); cx <= Math.floor(box[2] / CELL); cx += 1) {
      for (let cy = Math.floor(box[1] / CELL); cy <= Math.floor(box[3] / CELL); cy += 1) {
        const key = cx * 65536 + cy;
        yield key;
      }
    }
  }

  // Whether nothing of at least the given worth (a box's fifth number) lies there.
  free(box, worth = 0) {
    for (const key of this.near(box)) {
      const cell = this.cells.get(key);
      if (cell) for (const other of cell) if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3] && !(other[4] < worth)) return false;
    }
    return true;
  }

  add(box) {
    for (const key of this.near(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box); else this.cells.set(key, [box]);
    }
  }
}

const measure = document.createElement('canvas').getContext('2d');
const widths = new Map();

function textWidth(text, font) {
  const key = `${font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) { measure.font = font; width = measure.measureText(text).width; widths.set(key, width); }
  return width;
}

function shortLabel(text, most = 34) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('').trimEnd()}…` : text;
}

function labelFont(node) {
  if (!node.named) return [11, `400 11px ${theme.font}`];
  // On a phone smaller, so that more names find room.
  const size = Math.round((11.5 + 4.5 * Math.sqrt(node.score)) * (innerWidth < 600 ? 0.9 : 1));
  return [size, `${node.score > 0.25 ? 600 : 500} ${size}px ${theme.font}`];
}

// Placement depends on the zoom only, so nothing flickers while panning.
// A label may lie over nodes that matter far less than its own, never over others.
function placeLabels(scale) {
  if (labelled.version === labelVersion && Math.abs(labelled.scale / scale - 1) < 0.02) return labelled.list;
  const taken = new Boxes();
  const shapes = new Boxes();
  const list = [];
  const inside = Math.abs(fitted.scale / scale - 1) < 0.02 ? fitted : { left: -Infinity, right: Infinity };
  const bigFirst = [...view.nodes].sort((a, b) => nodes[a].rank - nodes[b].rank);
  for (const index of bigFirst) {
    const node = nodes[index];
    const r = screenRadius(node, scale) * 0.8;
    shapes.add([node.x * scale - r, node.y * scale - r, node.x * scale + r, node.y * scale + r, node.score]);
  }
  for (const index of bigFirst) {
    if (list.length >= LABEL_LIMIT) break;
    const node = nodes[index];
    const [size, font] = labelFont(node);
    const text = shortLabel(node.label);
    const half = textWidth(text, font) / 2 + 3;
    const r = screenRadius(node, scale);
    const x = node.x * scale;
    const y = node.y * scale;
    // Below and above a label may be shifted to stay on the stage, beside its node it may not.
    const shift = clamp(x, inside.left + half, Math.max(inside.left + half, inside.right - half)) - x;
    const beside = [[r + 4 + half, 0], [-r - 4 - half, 0]].filter(([dx]) => x + dx - half >= inside.left && x + dx + half <= inside.right);
    const spots = [[shift, r + 3 + size * 0.6], [shift, -r - 3 - size * 0.6], ...beside];
    const high = size * 0.62;
    const boxAt = ([dx, dy]) => [x + dx - half, y + dy - high, x + dx + half, y + dy + high];
    const open = spots.filter((spot) => taken.free(boxAt(spot)));
    // Best where it covers nothing at all.
    const spot = open.find((at) => shapes.free(boxAt(at))) || open.find((at) => shapes.free(boxAt(at), node.score * COVERS));
    if (!spot) continue;
    taken.add(boxAt(spot));
    list.push({ node, text, font, dx: spot[0], dy: spot[1], half, high });
  }
  labelled = { scale, version: labelVersion, list, taken };
  return list;
}

// Of what is looked at, labels are placed among themselves, so that none hides another.
function placeLit(scale) {
  const taken = new Boxes();
  const list = [];
  const main = new Set([state.node, hovered.node, ...(state.pair || [])]);
  const order = [...lit.labels].filter((index) => view.inView[index]).sort((a, b) => main.has(b) - main.has(a) || nodes[a].rank - nodes[b].rank);
  for (const index of order) {
    const node = nodes[index];
    const r = screenRadius(node, scale);
    taken.add([node.x * scale - r, node.y * scale - r, node.x * scale + r, node.y * scale + r]);
  }
  for (const index of order) {
    const node = nodes[index];
    const [size, font] = labelFont(node);
    const text = shortLabel(node.label, 44);
    const half = textWidth(text, font) / 2 + 3;
    const r = screenRadius(node, scale);
    const spots = [[0, r + 4 + size * 0.6], [0, -r - 4 - size * 0.6], [r + 5 + half, 0], [-r - 5 - half, 0], [r + half, r + size * 0.5], [-r - half, r + size * 0.5], [r + half, -r - size * 0.5], [-r - half, -r - size * 0.5]];
    const boxAt = ([dx, dy]) => [node.x * scale + dx - half, node.y * scale + dy - size * 0.62, node.x * scale + dx + half, node.y * scale + dy + size * 0.62];
    const spot = spots.find((at) => taken.free(boxAt(at))) || (main.has(index) ? spots[0] : null);
    if (!spot) continue;
    taken.add(boxAt(spot));
    list.push({ node, text, font, dx: spot[0], dy: spot[1] });
  }
  return list;
}

function shownLabels(scale) {
  if (!lit.on) return placeLabels(scale);
  if (lit.labels.size) return placeLit(scale);
  return placeLabels(scale).filter(({ node }) => lit.nodes.has(node.index));
}

function drawLabels(context, frame) {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3.5;
  context.strokeStyle = theme.paper;
  for (const { node, text, font, dx, dy } of shownLabels(frame.scale)) drawText(context, frame, node, text, font, dx, dy);
}

function drawText(context, frame, node, text, font, dx, dy) {
  const x = Math.round(node.x * frame.scale + frame.x + dx);
  const y = Math.round(node.y * frame.scale + frame.y + dy);
  if (x < -150 || y < -20 || x > frame.width + 150 || y > frame.height + 20) return;
  context.font = font;
  context.strokeText(text, x, y);
  context.fillStyle = node.named ? theme.ink : theme.muted;
  context.fillText(text, x, y);
}
