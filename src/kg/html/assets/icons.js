// A shape and a sign for each type: types are told apart without colour, too. Signs live in a 24 x 24 box.

const SHAPES = {
  Person: { shape: 'circle', sign: 'M12 5.2a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2zM4.8 19.2c.5-3.6 3.3-5.6 7.2-5.6s6.700 2 7.200 5.600z' },
  Organization: { shape: 'square', sign: 'M5 19V9l7-4.500 7 4.500v10h-5v-5h-4v5zM8 10.500h2v2H8zm6 0h2v2h-2z' },
  Country: { shape: 'hexagon', sign: 'M6 4.500h1.800v15H6zM9 5.500c3-1.500 5 1.500 9 0v8c-4 1.500-6-1.500-9 0z' },
  Place: { shape: 'pin', sign: 'M12 5a5 5 0 0 1 5 5c0 3.400-5 9.500-5 9.500S7 13.400 7 10a5 5 0 0 1 5-5zm0 3.200a1.900 1.900 0 1 0 0 3.800 1.900 1.900 0 0 0 0-3.800z' },
  Event: { shape: 'diamond', sign: 'M12 4.500l2.200 4.900 5.300.6-3.900 3.600 1.100 5.200L12 16.200l-4.700 2.600 1.100-5.200L4.500 10l5.300-.6z' },
  Product: { shape: 'box', sign: 'M12 4l7 3.600v8.800L12 20l-7-3.600V7.600zm0 2L8 8l4 2 4-2zM6.800 9.600v5.700l4.300 2.200v-5.800zm10.400 0l-4.300 2.100v5.800l4.300-2.200z' },
  Work: { shape: 'page', sign: 'M6 5h5.200v14H6a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zm6.800 0H18a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-5.200z' },
  Law: { shape: 'shield', sign: 'M11.100 4.500h1.800v1.700h5.100l2.300 6.300a3 3 0 0 1-5.700 0L16.500 8h-3.600v9.500h3.600v1.700H7.500v-1.700h3.600V8H7.500l1.900 4.500a3 3 0 0 1-5.700 0L6 6.200h5.100z' },
  Position: { shape: 'octagon', sign: 'M9 5.500h6v2.200h4.500v10.800h-15V7.700H9zm1.700 2.200h2.600v-.7h-2.600zM6.200 12v4.800h11.600V12h-4.300v1.500h-3V12z' },
  Thing: { shape: 'circle', sign: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z' },
};
SHAPES.Money = SHAPES.Quantity = SHAPES.Time = SHAPES.Thing;

function shapeOf(type) {
  return SHAPES[type] || SHAPES.Thing;
}

// Path of a shape with radius 1 around the origin, as points or SVG path data; areas are about equal.
const OUTLINES = {
  circle: 'M1 0A1 1 0 0 1-1 0A1 1 0 0 1 1 0Z',
  square: 'M-.66-.9H.66Q.9-.9.9-.66V.66Q.9.9.66.9H-.66Q-.9.9-.9.66V-.66Q-.9-.9-.66-.9Z',
  box: 'M-.98-.72H.98V.72H-.98Z',
  page: 'M-.76-1H.34L.8-.54V1H-.76Z',
  hexagon: 'M1.08 0L.54.94H-.54L-1.08 0L-.54-.94H.54Z',
  octagon: 'M-.42-1H.42L1-.42V.42L.42 1H-.42L-1 .42V-.42Z',
  diamond: 'M0-1.220L1.220 0L0 1.220L-1.220 0Z',
  pin: 'M0 1.300L-.78.520A1.020 1.020 0 1 1 .78.520Z',
  shield: 'M-.92-.94H.92V.1Q.92.8 0 1.160Q-.92.8-.92.1Z',
};

const outlinePaths = Object.fromEntries(Object.entries(OUTLINES).map(([name, data]) => [name, new Path2D(data)]));
const signPaths = Object.fromEntries(Object.entries(SHAPES).map(([name, { sign }]) => [name, new Path2D(sign)]));

function typeIcon(type, size = 18) {
  const { shape, sign } = shapeOf(type);
  const icon = svg('svg', { viewBox: '-13 -13 26 26', width: size, height: size, 'aria-hidden': 'true', class: 'type-icon', 'data-type': type });
  icon.append(
    svg('path', { d: OUTLINES[shape], transform: 'scale(10.5)', class: 'shape' }),
    svg('path', { d: sign, transform: 'translate(-8.2 -8.2) scale(.68)', class: 'sign', 'fill-rule': 'evenodd' }),
  );
  icon.style.setProperty('--type-colour', typeColour(type));
  return icon;
}

// Signs of the buttons, drawn as lines in a 24 x 24 box.
const GLYPHS = {
  search: 'M10.500 4a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM15.300 15.300L20 20',
  undo: 'M9 5L4.500 9.500 9 14M5 9.500h9a5 5 0 0 1 0 10h-3',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  plus: 'M12 5v14M5 12h14', minus: 'M5 12h14',
  table: 'M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14',
  groups: 'M8.500 3.500a5 5 0 1 1 0 10 5 5 0 0 1 0-10zM17.500 8a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM13 15.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z',
  graph: 'M6 7.500a2 2 0 1 0 0-.1M18 6a2 2 0 1 0 0-.1M13 18a2 2 0 1 0 0-.1M8 7.300l8-1M7 9l4.500 7.500M17 8l-3.500 8.500',
  save: 'M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 19.500h14',
  moon: 'M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z',
  help: 'M9 9.200a3 3 0 1 1 4.300 2.700c-.9.500-1.300 1-1.300 2.100M12 17.500v.1M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17z',
  close: 'M6 6l12 12M18 6L6 18',
  filter: 'M4 6h16M7 12h10M10 18h4',
  focus: 'M12 8.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7zM12 3v3M12 18v3M3 12h3M18 12h3',
  path: 'M6 18a2 2 0 1 0 .1 0M18 6a2 2 0 1 0 .1 0M7.500 16.500C10 14 8 10 11 9s3.500-1 5.500-2',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1',
  back: 'M14.500 5l-7 7 7 7',
  out: 'M5 12h13M13 7l5 5-5 5', in: 'M19 12H6M11 7l-5 5 5 5',
};

function glyph(name, size = 20) {
  return svg('svg', { viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true', class: 'glyph' }, svg('path', { d: GLYPHS[name] }));
}
