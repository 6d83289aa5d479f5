import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { FeedbackButtons } from '@fluentui-copilot/react-feedback-buttons';
import { useState } from 'react';

export const Host = ({ children }) => <FluentProvider theme={webLightTheme}>{children}</FluentProvider>;

export function Row() {
  const [selected, setSelected] = useState();
  return (
    <FeedbackButtons
      selected={selected}
      positiveFeedbackButton={{ 'aria-label': 'Good response', onClick: () => setSelected('positive') }}
      negativeFeedbackButton={{ 'aria-label': 'Bad response', onClick: () => setSelected('negative') }}
    />
  );
}
