'use client';
import * as React from 'react';

/**
 * Tells a sheet's style how much of the screen is to be seen, as an on-screen keyboard covers the page without resizing it:
 * `--message-feedback-covered` below and `--message-feedback-visible` in between, in pixels.
 */
export function useVisibleHeight(sheet: React.RefObject<HTMLElement | null>): void {
  React.useLayoutEffect(() => {
    const screen = window.visualViewport;
    if (screen === null) return;
    const measure = () => {
      // Zoomed in by hand one sees a part of the page; that is no keyboard.
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
