// Colours live in page.css; the canvas reads them from there, so that both always agree.

let theme = {};
const GROUP_COLOURS = 12;

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  theme = {
    ink: read('--ink'), muted: read('--muted'), paper: read('--canvas'), accent: read('--accent'), denied: read('--denied'),
    edge: read('--edge'), edgeStrong: read('--edge-strong'), sign: read('--sign'), font: style.fontFamily || 'sans-serif',
    types: Object.fromEntries(Object.keys(SHAPES).map((type) => [type, read(`--type-${type.toLowerCase()}`) || read('--type-thing')])),
    groups: Array.from({ length: GROUP_COLOURS }, (_, index) => read(`--group-${index}`)),
  };
  theme.types.Money = theme.types.Quantity = theme.types.Time = theme.types.Thing;
}

function typeColour(type) {
  return theme.types[type] || theme.types.Thing;
}

function groupColour(group) {
  return group >= 0 && group < GROUP_COLOURS - 1 ? theme.groups[group] : theme.groups[GROUP_COLOURS - 1];
}

function nodeColour(node) {
  return state.colour === 'group' ? groupColour(node.group) : typeColour(typeName(node.type));
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  readTheme();
}

function initialTheme() {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

const calm = matchMedia('(prefers-reduced-motion: reduce)');
