import type { LaunchOptions } from 'playwright';
export declare function chromiumLaunch(): LaunchOptions | null;
export declare function windowedChromiumLaunch(): LaunchOptions | null;
export declare function firefoxLaunch(): LaunchOptions | null;
