/**
 * The builtins of AssemblyScript that the kernel uses, as TypeScript sees them: with them `typeof import("./_entry")`
 * types the compiled module, so no signature is written twice.
 */
declare type i32 = number;
declare type u8 = number;
declare type u32 = number;
declare type i64 = number;
declare type u64 = number;
declare type f32 = number;
declare type f64 = number;
declare type usize = number;
declare type bool = boolean;
declare class v128 {
  private constructor();
  static load(ptr: usize, immOffset?: usize): v128;
  static store(ptr: usize, value: v128, immOffset?: usize): void;
  static load_zero<T>(ptr: usize, immOffset?: usize): v128;
  static load_splat<T>(ptr: usize, immOffset?: usize): v128;
  static shuffle<T>(a: v128, b: v128, ...lanes: u8[]): v128;
  static store_lane<T>(ptr: usize, value: v128, lane: u8, immOffset?: usize): void;
  static and(a: v128, b: v128): v128;
  static or(a: v128, b: v128): v128;
  static xor(a: v128, b: v128): v128;
  static andnot(a: v128, b: v128): v128;
  static bitselect(whenSet: v128, whenClear: v128, mask: v128): v128;
  static any_true(a: v128): bool;
  static not(a: v128): v128;
}
declare function load<T>(ptr: usize, immOffset?: usize): T;
declare function store<T>(ptr: usize, value: T, immOffset?: usize): void;
declare function sizeof<T>(): usize;
declare function rotl<T>(value: T, shift: T): T;
declare function ctz<T>(value: T): T;
declare function abs<T>(value: T): T;
declare function select<T>(whenTrue: T, whenFalse: T, condition: bool): T;
declare function min<T>(a: T, b: T): T;
declare namespace f32x4 {
  function splat(x: f32): v128;
  function add(a: v128, b: v128): v128;
  function sub(a: v128, b: v128): v128;
  function mul(a: v128, b: v128): v128;
  function div(a: v128, b: v128): v128;
  function pmin(a: v128, b: v128): v128;
  function pmax(a: v128, b: v128): v128;
  function abs(a: v128): v128;
  function sqrt(a: v128): v128;
  function ge(a: v128, b: v128): v128;
  function lt(a: v128, b: v128): v128;
  function gt(a: v128, b: v128): v128;
  function extract_lane(a: v128, lane: u8): f32;
  function convert_i32x4_s(a: v128): v128;
}
declare namespace f64x2 {
  function splat(x: f64): v128;
  function add(a: v128, b: v128): v128;
  function sub(a: v128, b: v128): v128;
  function div(a: v128, b: v128): v128;
  function extract_lane(a: v128, lane: u8): f64;
  function replace_lane(a: v128, lane: u8, value: f64): v128;
  function mul(a: v128, b: v128): v128;
  function abs(a: v128): v128;
  function sqrt(a: v128): v128;
  function pmin(a: v128, b: v128): v128;
  function pmax(a: v128, b: v128): v128;
  function eq(a: v128, b: v128): v128;
  function lt(a: v128, b: v128): v128;
  function le(a: v128, b: v128): v128;
  function gt(a: v128, b: v128): v128;
  function ge(a: v128, b: v128): v128;
}
declare namespace i64x2 {
  function splat(x: i64): v128;
  function add(a: v128, b: v128): v128;
  function shl(a: v128, shift: i32): v128;
  function shr_u(a: v128, shift: i32): v128;
  function bitmask(a: v128): i32;
}
declare function i32x4(a: i32, b: i32, c: i32, d: i32): v128;
declare namespace i32x4 {
  function extadd_pairwise_i16x8_u(a: v128): v128;
  function splat(x: i32): v128;
  function add(a: v128, b: v128): v128;
  function sub(a: v128, b: v128): v128;
  function shl(a: v128, shift: i32): v128;
  function shr_s(a: v128, shift: i32): v128;
  function shr_u(a: v128, shift: i32): v128;
  function eq(a: v128, b: v128): v128;
  function gt_s(a: v128, b: v128): v128;
  function ge_s(a: v128, b: v128): v128;
  function lt_u(a: v128, b: v128): v128;
  function min_u(a: v128, b: v128): v128;
  function le_s(a: v128, b: v128): v128;
  function le_u(a: v128, b: v128): v128;
  function ne(a: v128, b: v128): v128;
  function extract_lane(a: v128, lane: u8): i32;
  function bitmask(a: v128): i32;
}
declare namespace i16x8 {
  function extadd_pairwise_i8x16_u(a: v128): v128;
  function narrow_i32x4_s(a: v128, b: v128): v128;
}
declare namespace i8x16 {
  function narrow_i16x8_s(a: v128, b: v128): v128;
  function bitmask(a: v128): i32;
}
declare namespace memory {
  function copy(to: usize, from: usize, bytes: usize): void;
  function fill(at: usize, value: u8, bytes: usize): void;
}
declare namespace NativeMath {
  function exp(x: f64): f64;
  function expm1(x: f64): f64;
  function log(x: f64): f64;
  function log1p(x: f64): f64;
  function pow(x: f64, y: f64): f64;
  function sqrt(x: f64): f64;
  function cos(x: f64): f64;
  function ceil(x: f64): f64;
  function floor(x: f64): f64;
}
declare const __heap_base: usize;
declare function f32(value: unknown): f32;
declare function f64(value: unknown): f64;
declare function i32(value: unknown): i32;
declare function u32(value: unknown): u32;
declare function u64(value: unknown): u64;
declare function usize(value: unknown): usize;
