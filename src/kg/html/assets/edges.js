// Edges, drawn straight onto vis-network's canvas in screen pixels: pattern and sign say how sure a claim is.

const DASHES = { asserted: [], attributed: [7, 4], planned: [1.5, 4], possible: [1.5, 4], obligation: [1.5, 4], denied: [] };

function edgeEnds(edge, frame) {
  const a = nodes[edge.a];
  const b = nodes[edge.b];
  let x1 = a.x * frame.scale + frame.x;
  let y1 = a.y * frame.scale + frame.y;
  let x2 = b.x * frame.scale + frame.x;
  let y2 = b.y * frame.scale + frame.y;
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const ux = (x2 - x1) / length;
  const uy = (y2 - y1) / length;
  if (edge.twin) {
    const shift = Math.min(4, 1.5 + edge.width / 2) * Math.min(1, frame.scale * 1.6);
    x1 -= uy * shift; y1 += ux * shift; x2 -= uy * shift; y2 += ux * shift;
  }
  return { x1, y1, x2, y2, ux, uy, length };
}

function drawEdges(context, frame) {
  const fade = clamp(0.9 - Math.log10(Math.max(1, view.edges.length / 250)) * 0.45, 0.22, 0.9);
  // Among very many lines the long ones step back, so that what lies near each other can be seen.
  const near = view.edges.length > 500 ? 24000 / view.edges.length + 40 : Infinity;
  const heads = frame.scale > 0.35 || view.edges.length < 400;
  const later = [];
  context.lineCap = 'butt';
  for (const status of STATUSES) {
    context.setLineDash(DASHES[status]);
    context.lineCap = status === 'planned' || status === 'possible' || status === 'obligation' ? 'round' : 'butt';
    let colour = '';
    for (const edge of view.edges) {
      if (edge.status !== status) continue;
      if (lit.on) {
        if (lit.edges.has(edge)) { later.push(edge); continue; }
        context.globalAlpha = 0.1;
      } else context.globalAlpha = edge.minor ? fade * 0.6 : fade;
      if (edgeColour(edge) !== colour) context.strokeStyle = context.fillStyle = colour = edgeColour(edge);
      drawEdge(context, frame, edge, heads && !lit.on, 1, near);
    }
  }
  for (const edge of later) {
    context.setLineDash(DASHES[edge.status]);
    context.globalAlpha = 1;
    const plain = edgeColour(edge) === theme.edge ? theme.edgeStrong : edgeColour(edge);
    context.strokeStyle = context.fillStyle = lit.strong === edge && edge.status !== 'denied' ? theme.accent : plain;
    drawEdge(context, frame, edge, true, lit.strong === edge ? 1.5 : 1.15);
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function drawEdge(context, frame, edge, head, factor, near = Infinity) {
  const line = edgeEnds(edge, frame);
  const { x1, y1, x2, y2, ux, uy, length } = line;
  if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > frame.width && x2 > frame.width) || (y1 > frame.height && y2 > frame.height)) return;
  if (length > near) context.globalAlpha *= Math.max(0.3, near / length);
  const width = edge.width * factor * (frame.scale < 0.5 ? 0.75 : 1);
  context.lineWidth = width;
  const stop = screenRadius(nodes[edge.b], frame.scale) + 2;
  const size = head && edge.arrow && length > stop + 14 ? (4 + width * 1.3) * clamp(0.45 + frame.scale * 0.7, 0.6, 1) : 0;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2 - ux * (size ? stop + size * 0.8 : 0), y2 - uy * (size ? stop + size * 0.8 : 0));
  context.stroke();
  if (size) arrowHead(context, x2 - ux * stop, y2 - uy * stop, ux, uy, size);
  if ((edge.status === 'denied' || edge.contested) && length > 40) cross(context, (x1 + x2) / 2, (y1 + y2) / 2, width);
}

function arrowHead(context, x, y, ux, uy, size) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - ux * size * 1.7 - uy * size * 0.75, y - uy * size * 1.7 + ux * size * 0.75);
  context.lineTo(x - ux * size * 1.7 + uy * size * 0.75, y - uy * size * 1.7 - ux * size * 0.75);
  context.fill();
}

// The sign of denial, there for readers who do not tell red from grey.
function cross(context, x, y, width) {
  const reach = 4 + width * 0.6;
  const dashes = context.getLineDash();
  const colour = context.strokeStyle;
  context.setLineDash([]);
  context.strokeStyle = theme.denied;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - reach, y - reach); context.lineTo(x + reach, y + reach);
  context.moveTo(x + reach, y - reach); context.lineTo(x - reach, y + reach);
  context.stroke();
  context.strokeStyle = colour;
  context.setLineDash(dashes);
}

const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7];

// Relations are named on the lines that are looked at, and on all of them where there is room.
function drawEdgeLabels(context, frame) {
  const all = (frame.scale >= 1.05 && view.edges.length < 3000) || view.edges.length <= 60;
  if (!all && !lit.on) return;
  const taken = new Boxes();
  for (const { node, text, font, dx, dy } of shownLabels(frame.scale)) {
    const half = textWidth(text, font) / 2 + 3;
    const x = node.x * frame.scale + dx;
    const y = node.y * frame.scale + dy;
    taken.add([x - half, y - 9, x + half, y + 9]);
  }
  for (const index of lit.on ? lit.nodes : view.nodes) {
    const node = nodes[index];
    const r = screenRadius(node, frame.scale);
    taken.add([node.x * frame.scale - r, node.y * frame.scale - r, node.x * frame.scale + r, node.y * frame.scale + r]);
  }
  const font = `500 11px ${theme.font}`;
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  const wanted = lit.on ? [...lit.edges] : view.edges;
  const order = [...wanted].sort((a, b) => (b === lit.strong) - (a === lit.strong) || b.strength - a.strength || a.a - b.a || a.b - b.b);
  let drawn = 0;
  for (const edge of order) {
    if (drawn > 160) break;
    const { x1, y1, x2, y2, length } = edgeEnds(edge, frame);
    const text = (edge.label ??= shortLabel(edgeLabel(edge), 30));
    const width = textWidth(text, font);
    const room = length - screenRadius(nodes[edge.a], frame.scale) - screenRadius(nodes[edge.b], frame.scale);
    if (edge !== lit.strong && room < width * 0.7 + 8) continue;
    const boxAt = (t) => [x1 + (x2 - x1) * t - frame.x - width / 2 - 3, y1 + (y2 - y1) * t - frame.y - 8, x1 + (x2 - x1) * t - frame.x + width / 2 + 3, y1 + (y2 - y1) * t - frame.y + 8];
    const spot = ALONG.find((t) => taken.free(boxAt(t))) ?? (edge === lit.strong ? 0.5 : null);
    if (spot === null) continue;
    const x = x1 + (x2 - x1) * spot;
    const y = y1 + (y2 - y1) * spot;
    if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
    taken.add(boxAt(spot));
    context.strokeStyle = theme.paper;
    context.strokeText(text, Math.round(x), Math.round(y));
    context.fillStyle = edge.status === 'denied' ? theme.denied : edge === lit.strong ? theme.accent : theme.muted;
    context.fillText(text, Math.round(x), Math.round(y));
    drawn += 1;
  }
}
