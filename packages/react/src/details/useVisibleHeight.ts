'use client';
import * as React from 'react';

/**
 * Gives a sheet's styles the visible height, because an on-screen keyboard covers the page without
 * resizing it: `--message-feedback-visible`, and `--message-feedback-covered` below it, in pixels.
 */
export function useVisibleHeight(sheet: React.RefObject<HTMLElement | null>): void {
  React.useLayoutEffect(() => {
    const screen = window.visualViewport;
    // Test documents have none.
    if (!screen) return;
    const measure = () => {
      // After a pinch zoom the user sees a part of the page, without any keyboard.
      if (screen.scale > 1.01) return;
      const covered = document.documentElement.clientHeight - screen.offsetTop - screen.height;
      sheet.current?.style.setProperty('--message-feedback-covered', `${Math.max(0, covered)}px`);
      sheet.current?.style.setProperty('--message-feedback-visible', `${screen.height}px`);
    };
    measure();
    screen.addEventListener('resize', measure);
    screen.addEventListener('scroll', measure);
    return () => {
      screen.removeEventListener('resize', measure);
      screen.removeEventListener('scroll', measure);
    };
  }, [sheet]);
}
