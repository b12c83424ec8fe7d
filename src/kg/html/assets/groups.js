// The map of communities: what belongs together, from above. Each opens as a view of its own.

function renderGroups() {
  const box = document.getElementById('groups');
  if (box.hidden) return;
  const bubbles = RAW.bubbles.map(([group, size, names, x, y, r], index) => ({ index, group, size, names, x, y, r }));
  if (!bubbles.length) return box.replaceChildren(h('p', { class: 'hint' }, t('noGroups')));
  box.replaceChildren(h('p', { class: 'hint' }, t('groupsHelp', { n: bubbles.length, covered: bubbles.reduce((sum, { size }) => sum + size, 0), all: RAW.totals.entities })));
  const stage = { width: Math.max(280, box.clientWidth - 32), height: Math.max(240, box.clientHeight - box.firstChild.offsetHeight - 40) };
  fitBubbles(bubbles, stage);
  const picture = svg('svg', { viewBox: `0 0 ${stage.width} ${stage.height}`, width: stage.width, height: stage.height, role: 'group', 'aria-label': t('groups') });
  const most = Math.max(1, ...RAW.bubbleLinks.map(([, , weight]) => weight));
  for (const [a, b, weight] of RAW.bubbleLinks) {
    picture.append(svg('line', { x1: bubbles[a].x, y1: bubbles[a].y, x2: bubbles[b].x, y2: bubbles[b].y, class: 'bubble-link', 'stroke-width': 0.8 + 7 * Math.sqrt(weight / most) }));
  }
  // Names stand where they cover no other name and no bubble of note; every bubble says its names to those who ask.
  const taken = new Boxes();
  for (const { x, y, r } of bubbles) taken.add([x - r * 0.9, y - r * 0.9, x + r * 0.9, y + r * 0.9, r]);
  for (const bubble of [...bubbles].sort((a, b) => b.r - a.r)) {
    const half = textWidth(shortLabel(bubble.names[0], 18), `650 12px ${theme.font}`) / 2 + 2;
    const box = [bubble.x - half, bubble.y + bubble.r + 3, bubble.x + half, bubble.y + bubble.r + 18];
    bubble.named = bubble.r > 36 || taken.free(box, bubble.r * 0.75);
    if (bubble.named && bubble.r <= 36) taken.add(box);
    picture.append(bubbleShape(bubble));
  }
  box.append(picture);
}

// Places and sizes in the stage's pixels; text keeps its size.
function fitBubbles(bubbles, stage) {
  const low = { x: Math.min(...bubbles.map(({ x, r }) => x - r)), y: Math.min(...bubbles.map(({ y, r }) => y - r)) };
  const high = { x: Math.max(...bubbles.map(({ x, r }) => x + r)), y: Math.max(...bubbles.map(({ y, r }) => y + r)) };
  const across = (stage.width - 90) / (high.x - low.x);
  const down = (stage.height - 40) / (high.y - low.y);
  const size = Math.min(across, down);
  for (const bubble of bubbles) {
    bubble.x = 45 + (bubble.x - low.x) * Math.min(across, size * 1.7);
    bubble.y = 8 + (bubble.y - low.y) * Math.min(down, size * 1.7);
    bubble.r = Math.max(9, bubble.r * size);
  }
}

function openGroup(group) {
  go({ mode: 'group', group, show: 'graph', focus: [], path: [], node: -1, pair: null });
}

function bubbleShape({ group, size, names, x, y, r, named }) {
  const open = () => openGroup(group);
  const button = svg('g', { role: 'button', tabindex: 0, 'aria-label': t('groupLabel', { names: names.join(', '), n: size }) }, svg('circle', { r }));
  const shape = svg('g', { class: 'bubble', transform: `translate(${x} ${y})` }, button);
  shape.style.setProperty('--bubble', groupColour(group));
  const lines = r > 36 ? names.slice(0, r > 46 ? 3 : 2).map((name) => shortLabel(name, Math.round(r / 3.1))) : [shortLabel(names[0], 18)];
  const start = r > 36 ? -(lines.length - 1) * 8 : r + 13;
  const title = svg('title');
  title.textContent = names.join(', ');
  button.prepend(title);
  if (named) lines.forEach((line, row) => {
    const text = svg('text', { y: start + row * 16, class: row ? 'minor' : 'major' });
    text.textContent = line;
    shape.append(text);
  });
  const count = svg('text', { y: r > 36 ? start + lines.length * 16 + 2 : 4, class: 'number-in' });
  count.textContent = num(size);
  shape.append(count);
  button.addEventListener('click', open);
  button.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(); } });
  return shape;
}
