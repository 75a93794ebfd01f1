/**
 * Programs of the lattice. What a cell looks like lies in a picture, four bytes each, so that the order of drawing needs the numbers
 * of the cells only, and a change of one cell sends its row only.
 */

const COMMON = `
uniform mat4 projection;
uniform vec3 pitch;
uniform vec3 half_;
uniform ivec3 dims;
uniform vec2 size;
uniform float ratio;
vec3 placeOf(vec3 at) { return (at - vec3(dims - 1) * .5) * pitch; }
vec4 seen(vec3 at) { return projection * vec4(placeOf(at), 1.); }
ivec3 addressOf(uint site) {
  int i = int(site);
  return ivec3((i / dims.z) % dims.x, i / (dims.z * dims.x), i % dims.z);
}
float farness(vec4 at) { return clamp(.5 + at.z / at.w, 0., 1.); }
`;

const CELLS = `
uniform highp sampler2D cells;
uniform highp sampler2D list;
uint siteOf(int i) {
  vec4 b = floor(texelFetch(list, ivec2(i & 511, i >> 9), 0) * 255. + .5);
  return uint(b.x + b.y * 256. + b.z * 65536.);
}
vec4 lookOf(uint site) {
  int i = int(site);
  return texelFetch(cells, ivec2(i & 511, i >> 9), 0);
}
`;

const SHADE = `
uniform sampler2D palette;
uniform vec3 background;
uniform vec3 light;
uniform vec3 ink;
uniform vec3 birth;
uniform vec3 death;
uniform float fog;
uniform float glow;
uniform float cellPixels;
uniform float edged;
vec3 shadeOf(float share) { return texture(palette, vec2((share * 255. + .5) / 256., .5)).rgb; }
float stroke(float at, float wide) { float w = fwidth(at); return 1. - smoothstep(wide - w, wide + w, abs(at)); }
float markOf(int kind, vec2 p) {
  if (kind == 1) return min(abs(p.x - p.y), abs(p.x + p.y)) * .71;
  if (kind == 2) return abs(length(p) - .55);
  if (kind == 3) return max(length(p) - .16, 0.);
  if (kind == 4) return abs(fract((p.x + p.y) * 1.25) - .5) * .57;
  return 1.;
}
vec4 surface(vec2 p, int face, vec4 look, float far_) {
  vec3 color = shadeOf(look.r) * light[face];
  int mark = int(look.b * 255. + .5);
  int event = int(look.a * 255. + .5);
  float alpha = look.g;
  float edge = 1. - max(abs(p.x), abs(p.y));
  float px = max(fwidth(p.x), fwidth(p.y));
  float rim = 1. - smoothstep(0., max(.13, 1.2 * px), edge);
  rim *= clamp(cellPixels / 14., 0., 1.);
  color = mix(color, edged > .5 ? color * 1.35 + .1 : color * .62, rim);
  if (mark >= 128) {
    alpha *= mix(.12, 1., step(edge, .22));
    color = ink * .8;
    mark -= 128;
  }
  if (event >= 128) color = mix(color, birth, .62 * float(event - 128) / 127. * (1. - .35 * rim));
  else if (event > 0) color = mix(color, death, .75);
  if (mark == 5) { if (edge < .34) color = edge < .2 ? ink : background; }
  else if (mark > 0) {
    float away = markOf(mark, p);
    float wide = max(.13, 1.1 * px);
    color = mix(color, vec3(1.), 1. - smoothstep(wide * 1.6, wide * 2.2, away));
    color = mix(color, vec3(0.), 1. - smoothstep(wide * .7, wide * 1.1, away));
  }
  color = mix(color, background, fog * far_);
  return vec4(color * alpha, alpha);
}
`;

/** Boxes: the three faces that can be seen, from seven corners. The last corner of each triangle names its face. */
export const BOX_VERTEX = `${COMMON}${CELLS}
uniform vec3 eye;
uniform float glow;
const vec3 CORNERS[7] = vec3[7](vec3(1., 1., 1.), vec3(1., -1., 1.), vec3(1., 1., -1.), vec3(-1., 1., 1.),
  vec3(1., -1., -1.), vec3(-1., 1., -1.), vec3(-1., -1., 1.));
out vec3 inner;
out float far_;
flat out vec4 look;
flat out int face;
void main() {
  int corner = gl_VertexID % 7;
  uint site = siteOf(gl_VertexID / 7);
  look = lookOf(site);
  vec3 middle = placeOf(vec3(addressOf(site)));
  vec3 side = sign(eye - middle);
  side += 1. - abs(side);
  inner = CORNERS[corner];
  face = corner - 4;
  float event = look.a * 255.;
  float swell = event >= 127.5 ? 1. + .45 * glow * (event - 128.) / 127. : event > .5 ? .25 + .6 * event / 127. : 1.;
  gl_Position = projection * vec4(middle + half_ * inner * side * swell, 1.);
  far_ = farness(gl_Position);
}`;

export const BOX_FRAGMENT = `${SHADE}
in vec3 inner;
in float far_;
flat in vec4 look;
flat in int face;
out vec4 color;
void main() {
  vec2 p = face == 0 ? inner.zy : face == 1 ? inner.xz : inner.xy;
  color = surface(p, face, look, far_);
}`;

/**
 * Small cells as points; each pixel of one asks where a ray along the view leaves the box towards the eye. `across` and `upwards` say by
 * how much a step to the right or up moves a ray along each axis, as shares of the way that it goes; `reach` is half of its way inside.
 */
export const SPRITE_VERTEX = `${COMMON}${CELLS}
uniform sampler2D palette;
uniform vec3 background;
uniform vec3 ink;
uniform vec3 birth;
uniform vec3 death;
uniform float fog;
uniform float glow;
uniform float pixels;
flat out vec3 base;
flat out float alpha;
flat out float grain;
flat out float marked;
void main() {
  uint site = siteOf(gl_VertexID);
  vec4 look = lookOf(site);
  gl_Position = seen(vec3(addressOf(site)));
  float event = look.a * 255.;
  float swell = event >= 127.5 ? 1. + .45 * glow * (event - 128.) / 127. : event > .5 ? .25 + .6 * event / 127. : 1.;
  float size = pixels * swell / gl_Position.w;
  gl_PointSize = max(1., ceil(size));
  grain = gl_PointSize / size;
  base = texture(palette, vec2((look.r * 255. + .5) / 256., .5)).rgb;
  if (event >= 127.5) base = mix(base, birth, .62 * (event - 128.) / 127.);
  else if (event > .5) base = mix(base, death, .75);
  base = mix(base, background, fog * farness(gl_Position));
  float mark = look.b * 255.;
  alpha = mark > 127.5 ? .4 : look.g;
  marked = mark > .5 ? 1. : 0.;
}`;

export const SPRITE_FRAGMENT = `
uniform vec3 light;
uniform vec3 ink;
uniform vec3 background;
uniform vec3 across;
uniform vec3 upwards;
uniform vec3 reach;
flat in vec3 base;
flat in float alpha;
flat in float grain;
flat in float marked;
out vec4 color;
void main() {
  vec2 at = (gl_PointCoord - .5) * grain;
  vec3 aside = across * at.x - upwards * at.y;
  vec3 leave = reach - aside;
  vec3 enter = -reach - aside;
  float last = min(leave.x, min(leave.y, leave.z));
  if (max(enter.x, max(enter.y, enter.z)) > last) discard;
  float bright = last == leave.y ? light.y : last == leave.x ? light.x : light.z;
  vec3 own = base * bright;
  if (marked > .5) own = mix(ink, background, step(.5, fract((gl_PointCoord.x + gl_PointCoord.y) * 1.5)));
  color = vec4(own * alpha, alpha);
}`;

export const DOT_VERTEX = `${COMMON}${CELLS}
uniform float grain;
out float far_;
void main() {
  gl_Position = seen(vec3(addressOf(siteOf(gl_VertexID))));
  far_ = farness(gl_Position);
  gl_PointSize = max(1.2 * ratio, grain / gl_Position.w);
}`;

export const DOT_FRAGMENT = `
uniform vec3 ink;
uniform vec3 background;
uniform float strength;
in float far_;
out vec4 color;
void main() {
  vec2 p = gl_PointCoord * 2. - 1.;
  if (dot(p, p) > 1.) discard;
  color = vec4(mix(ink, background, .75 * far_), 1.) * strength;
}`;

/** Wires: strips of a width in pixels. */
export const WIRE_VERTEX = `${COMMON}
uniform float widths[4];
uniform highp sampler2D wires;
out float along;
out float across;
out float far_;
flat out float tone;
flat out int style;
void main() {
  int texel = 2 * (gl_VertexID >> 2);
  vec4 start = texelFetch(wires, ivec2(texel & 511, texel >> 9), 0);
  vec4 end = texelFetch(wires, ivec2((texel + 1) & 511, texel >> 9), 0);
  vec2 spot = vec2(float(gl_VertexID & 1), float(gl_VertexID & 2) - 1.);
  vec4 a = seen(start.xyz);
  vec4 b = seen(end.xyz);
  style = int(end.w + .5);
  tone = start.w;
  vec2 from = a.xy / a.w * size * .5;
  vec2 to = b.xy / b.w * size * .5;
  float reach = max(length(to - from), 1e-3);
  vec2 aside = vec2(from.y - to.y, to.x - from.x) / reach;
  vec4 at = mix(a, b, spot.x);
  along = length(end.xyz - start.xyz) * spot.x;
  across = spot.y;
  float wide = (widths[style] * .5 + .5) * ratio;
  gl_Position = vec4(at.xy + aside * spot.y * wide / (size * .5) * at.w, at.z, at.w);
  far_ = farness(gl_Position);
}`;

export const WIRE_FRAGMENT = `
uniform vec3 colors[4];
uniform vec3 plus;
uniform vec3 minus;
uniform vec3 background;
uniform float opacities[4];
uniform float sparse;
uniform float quiet;
in float along;
in float across;
in float far_;
flat in float tone;
flat in int style;
out vec4 color;
void main() {
  if ((style == 1 || style == 3) && fract(along * 1.6) > .55) discard;
  vec3 own = colors[style];
  if (style == 2) own = mix(own, tone < 0. ? minus : plus, min(1., abs(tone)));
  float soft = 1. - smoothstep(.45, 1., abs(across));
  float alpha = opacities[style] * soft * sparse * mix(1., .35, far_);
  // A line at rest tells where cells could be; one at work is what is looked for.
  if (style == 2) alpha *= mix(quiet, 1., min(1., abs(tone)));
  color = vec4(mix(own, background, .45 * far_), 1.) * alpha;
}`;

/** Planes as faint sheets. */
export const SHEET_VERTEX = `${COMMON}
uniform vec4 area;
in vec3 sheet;
out vec2 at;
out float far_;
flat out vec2 state;
void main() {
  at = mix(area.xy, area.zw, position.xy);
  state = sheet.yz;
  gl_Position = seen(vec3(at.x, sheet.x, at.y));
  far_ = farness(gl_Position);
}`;

export const SHEET_FRAGMENT = `
uniform vec3 plain;
uniform vec3 plus;
uniform vec3 minus;
uniform float opacity;
in vec2 at;
in float far_;
flat in vec2 state;
out vec4 color;
void main() {
  vec3 own = mix(plain, state.x < 0. ? minus : plus, min(1., abs(state.x)));
  float alpha = opacity * (.35 + .65 * abs(state.x));
  if (state.y > .5) alpha = opacity * (fract((at.x + at.y) * .9) < .16 ? 1.1 : .12);
  color = vec4(own, 1.) * alpha * mix(1., .55, far_);
}`;

/** Halos of births, which open, and of deaths, which close around a cross. */
export const EVENT_VERTEX = `${COMMON}
uniform float grain;
uniform float glow;
in vec2 event;
out float far_;
flat out float strength;
flat out float points;
void main() {
  gl_Position = seen(vec3(addressOf(uint(event.x + .5))));
  far_ = farness(gl_Position);
  strength = event.y;
  float open_ = glow < .5 ? 1. : strength > 0. ? 1.75 - strength * .75 : .7 - strength * .5;
  points = max(9. * ratio, grain * open_ / gl_Position.w);
  gl_PointSize = points;
}`;

export const EVENT_FRAGMENT = `
uniform vec3 birth;
uniform vec3 death;
uniform float glow;
in float far_;
flat in float strength;
flat in float points;
out vec4 color;
void main() {
  vec2 p = gl_PointCoord * 2. - 1.;
  float away = length(p);
  float soft = 2.5 / points;
  float size = abs(strength);
  float ring = 1. - smoothstep(.06, .06 + soft, abs(away - .86));
  if (strength > 0.) {
    float halo = glow * .5 * pow(max(0., 1. - away), 1.6);
    float plus_ = (1. - smoothstep(.05, .05 + soft, min(abs(p.x), abs(p.y)))) * step(.62, away) * step(away, .98);
    color = vec4(birth, 1.) * size * max(max(ring * .8, plus_), halo);
  } else {
    float arm = 1. - smoothstep(.07, .07 + soft, min(abs(p.x - p.y), abs(p.x + p.y)) * .71);
    color = vec4(death, 1.) * size * max(ring * .55, arm * step(away, .7));
  }
  color *= mix(1., .45, far_);
  if (color.a < .01) discard;
}`;

/** Current: particles on their way, told as hidden by the depth of what stands still. */
export const FLOW_VERTEX = `${COMMON}
uniform highp sampler2D depths;
uniform vec3 low;
uniform vec3 high;
uniform vec2 ends;
uniform float time;
uniform float grain;
uniform float way;
in vec4 path;
out float far_;
flat out float strength;
flat out float kind;
flat out vec2 heading;
vec3 points_[6];
void main() {
  vec3 a = vec3(addressOf(uint(path.x + .5)));
  points_[0] = vec3(-ends.x, a.yz);
  points_[1] = a;
  int last = 2;
  kind = 0.;
  if (path.y > -.5) {
    vec3 b = vec3(addressOf(uint(path.y + .5)));
    points_[2] = vec3(a.x, b.y, a.z);
    points_[3] = vec3(b.x, b.y, a.z);
    points_[4] = b;
    points_[5] = vec3(b.x, -ends.y, b.z);
    last = 5;
    kind = 1.;
  } else if (path.y < -1.5) {
    float layer = -2. - path.y;
    points_[2] = vec3(a.x, layer, a.z);
    points_[3] = vec3(-ends.x, layer, a.z);
    last = 3;
    kind = 1.;
  } else points_[2] = vec3(a.x, -ends.y, a.z);
  float whole = 0.;
  for (int i = 0; i < last; i++) whole += length(points_[i + 1] - points_[i]);
  float at = fract(path.z + time * path.w / whole) * whole;
  if (way < 0.) at = whole - at;
  vec3 place = points_[last];
  vec3 ahead = vec3(0., -1., 0.);
  for (int i = 0; i < last; i++) {
    float part = length(points_[i + 1] - points_[i]);
    if (at <= part && part > 0.) {
      place = mix(points_[i], points_[i + 1], at / part);
      ahead = (points_[i + 1] - points_[i]) / part;
      break;
    }
    at -= part;
  }
  gl_Position = seen(place);
  far_ = farness(gl_Position);
  vec4 next = seen(place + ahead * .2 * way);
  vec2 to = (next.xy / next.w - gl_Position.xy / gl_Position.w) * size;
  heading = length(to) > 1e-4 ? normalize(to) : vec2(0., -1.);
  vec3 ndc = gl_Position.xyz / gl_Position.w * .5 + .5;
  float shield = texture(depths, ndc.xy).r;
  strength = (shield < ndc.z - .0015 ? .3 : 1.) * (.35 + .65 * path.w);
  if (any(lessThan(place, low)) || any(greaterThan(place, high))) gl_Position = vec4(2., 2., 2., 1.);
  gl_PointSize = clamp(grain / gl_Position.w, 2.6 * ratio, 8. * ratio) * (.7 + .5 * path.w);
}`;

export const FLOW_FRAGMENT = `
uniform vec3 colors[2];
uniform vec3 rim;
uniform float arrows;
in float far_;
flat in float strength;
flat in float kind;
flat in vec2 heading;
out vec4 color;
void main() {
  vec2 p = gl_PointCoord * 2. - 1.;
  p.y = -p.y;
  vec2 q = vec2(dot(p, heading), dot(p, vec2(-heading.y, heading.x)));
  float body;
  if (arrows > .5) body = 1. - smoothstep(.22, .42, abs(abs(q.y) - (.55 - q.x) * .62)) - step(.75, abs(q.x));
  else body = 1. - smoothstep(.5, .95, kind > .5 ? (abs(p.x) + abs(p.y)) * .85 : length(p));
  if (body <= .01) discard;
  int k = int(kind + .5);
  vec3 own = mix(rim, colors[k], smoothstep(.15, .6, body));
  color = vec4(own, 1.) * body * strength * mix(1., .5, far_);
}`;

export const COPY_VERTEX = `
out vec2 at;
void main() {
  at = position.xy * .5 + .5;
  gl_Position = vec4(position.xy, 0., 1.);
}`;

export const COPY_FRAGMENT = `
uniform sampler2D picture;
in vec2 at;
out vec4 color;
void main() { color = texture(picture, at); }`;
