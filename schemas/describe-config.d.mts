export declare const describeConfig: (schema: object) => Promise<object>
