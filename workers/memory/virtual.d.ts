declare module "virtual:kernel" {
  const base64: string;
  export default base64;
}
