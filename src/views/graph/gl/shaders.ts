/** Programs of the graph. Places of nodes lie in a texture, so that lines need only the numbers of their ends. */

const COMMON = `
uniform mat4 projection;
uniform vec2 size;
uniform highp sampler2D places;
vec4 nodeOf(float index) {
  int i = int(index + .5);
  return texelFetch(places, ivec2(i & 1023, i >> 10), 0);
}
vec4 seen(float index) { return projection * vec4(nodeOf(index).xyz, 1.); }
float nearness(vec4 at) { return clamp(.5 - at.z / at.w, 0., 1.); }
`;

export const LINES_VERTEX = `${COMMON}
in vec3 edge;
out float along;
out float sign_;
out float near_;
void main() {
  vec4 a = seen(edge.x);
  vec4 b = seen(edge.y);
  along = position.x * length((a.xy / a.w - b.xy / b.w) * size * .5);
  sign_ = edge.z;
  gl_Position = mix(a, b, position.x);
  near_ = nearness(gl_Position);
  gl_Position.z = 0.;
}`;

export const LINES_FRAGMENT = `
uniform vec3 plus;
uniform vec3 minus;
uniform float opacity;
in float along;
in float sign_;
in float near_;
out vec4 color;
void main() {
  if (sign_ < 0. && fract(along / 9.) > .62) discard;
  float alpha = opacity * mix(.45, 1.25, near_) * (sign_ < 0. ? 1.35 : 1.);
  color = vec4(sign_ < 0. ? minus : plus, 1.) * min(alpha, 1.);
}`;

export const STRIPS_VERTEX = `${COMMON}
uniform float widths[5];
in vec4 edge;
out float along;
out float across;
flat out int style;
flat out float strength;
void main() {
  vec4 a = seen(edge.x);
  vec4 b = seen(edge.y);
  vec2 from = a.xy / a.w * size * .5;
  vec2 to = b.xy / b.w * size * .5;
  float reach = max(length(to - from), 1e-3);
  vec2 aside = vec2(from.y - to.y, to.x - from.x) / reach;
  style = int(edge.z + .5);
  strength = edge.w;
  along = position.x * reach;
  across = position.y;
  vec2 at = mix(from, to, position.x) + aside * position.y * widths[style];
  gl_Position = vec4(at / (size * .5), 0., 1.);
}`;

export const STRIPS_FRAGMENT = `
uniform vec3 colors[5];
uniform float glow;
in float along;
in float across;
flat in int style;
flat in float strength;
out vec4 color;
void main() {
  if ((style == 1 || style == 2) && fract(along / 10.) > .58) discard;
  float edge = abs(across);
  float alpha = strength;
  if (style == 0) alpha *= edge < .3 ? 1. : glow * (1. - edge) * .5;
  color = vec4(colors[style], 1.) * alpha;
}`;

export const NODES_VERTEX = `${COMMON}
uniform float diameter;
uniform float ratio;
in float index;
in vec2 look;
out float bright;
flat out float shape;
flat out float shown;
flat out float points;
void main() {
  vec4 node = nodeOf(index);
  gl_Position = projection * vec4(node.xyz, 1.);
  bright = node.w;
  shape = look.x;
  shown = look.y;
  points = diameter * ratio * (1. + .7 * max(bright, 0.)) / gl_Position.w + 2. * ratio;
  gl_PointSize = points * 1.6;
}`;

export const NODES_FRAGMENT = `
uniform vec3 colors[8];
uniform vec3 background;
in float bright;
flat in float shape;
flat in float shown;
flat in float points;
out vec4 color;
void main() {
  vec2 at = (gl_PointCoord * 2. - 1.) * 1.6;
  int kind = int(shape + .5) % 8;
  float away = kind % 2 == 1 ? (abs(at.x) + abs(at.y)) * .82 : length(at);
  float soft = 3. / points;
  vec3 own = colors[kind];
  if (bright < 0.) {
    float arm = min(abs(at.x - at.y), abs(at.x + at.y));
    float cross_ = (1. - smoothstep(.2, .2 + soft, arm)) * (1. - step(1., length(at)));
    color = vec4(own, 1.) * cross_ * .7 * shown;
    if (color.a < .02) discard;
    return;
  }
  float body = 1. - smoothstep(.86 - soft, .86, away);
  float rim = 1. - smoothstep(1. - soft, 1., away);
  float halo = bright * .55 * pow(max(0., 1. - away / 1.6), 1.5);
  vec3 fill = mix(mix(background, own, .5), own, bright);
  vec3 tint = mix(mix(background, own, .8), fill, body);
  float alpha = max(rim, halo);
  color = vec4(mix(own, tint, step(.01, rim)), 1.) * alpha * shown;
  if (color.a < .02) discard;
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
