export * from "./_entryCells";
export * from "./_matter";
export * from "./_structure";
