export declare const ownPostgres: string;
export declare const ownPostgresPackage: string;
export declare function postgresPrograms(): string | null;
