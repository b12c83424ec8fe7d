// Colours live in page.css; the canvas reads them from there, so that both always agree.

let theme = {};
const GROUP_COLOURS = 12; // each also lighter and darker, so that as many communities as the map shows differ
const groupPlaces = new Map(RAW.bubbles.map(([group], place) => [group, place]));

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  theme = {
    ink: read('--ink'), muted: read('--muted'), paper: read('--canvas'), accent: read('--accent'), denied: read('--denied'),
    edge: read('--edge'), edgeStrong: read('--edge-strong'), sign: read('--sign'), font: style.fontFamily || 'sans-serif',
    types: Object.fromEntries(Object.keys(SHAPES).map((type) => [type, read(`--type-${type.toLowerCase()}`) || read('--type-thing')])),
    relations: Array.from({ length: HUES }, (_, index) => read(`--relation-${index}`)),
    groups: Array.from({ length: GROUP_COLOURS }, (_, index) => read(`--group-${index}`)),
  };
  theme.groups = [...theme.groups, ...theme.groups.map((colour) => mixed(colour, theme.ink, 0.42)), ...theme.groups.map((colour) => mixed(colour, theme.paper, 0.42))];
  theme.types.Money = theme.types.Quantity = theme.types.Time = theme.types.Thing;
}

function typeColour(type) {
  return theme.types[type] || theme.types.Thing;
}

// Two colours as #rrggbb, mixed: `share` of the second.
function mixed(first, second, share) {
  const part = (colour, at) => Number.parseInt(colour.slice(at, at + 2), 16);
  return `#${[1, 3, 5].map((at) => Math.round(part(first, at) * (1 - share) + part(second, at) * share).toString(16).padStart(2, '0')).join('')}`;
}

// Communities have colours in the order of the map; what is too small for the map is grey.
function groupColour(group) {
  return theme.groups[groupPlaces.get(group)] || theme.types.Thing;
}

function relationColour(relation) {
  return relation && relation.hue >= 0 && state.colour === 'type' ? theme.relations[relation.hue] : theme.edge;
}

function edgeColour(edge) {
  return edge.status === 'denied' ? theme.denied : relationColour(edge.relation);
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
