export * from "./_entryCells";
export * from "./_structure";
