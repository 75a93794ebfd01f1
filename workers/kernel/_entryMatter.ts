export * from "./_entryCells";
export * from "./_matter";
