import Popover from '@mui/material/Popover';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useState } from 'react';

export const Host = ({ children }) => children;
export const detailsButton = '[aria-label="Bad response"]';

export function Row() {
  const [rating, setRating] = useState(null);
  const [anchor, setAnchor] = useState(null);
  const rate = (event, value) => {
    setRating(value);
    setAnchor(value === 'dislike' ? event.currentTarget : null);
  };
  return (
    <>
      <ToggleButtonGroup exclusive aria-label="Rate this response" value={rating} onChange={rate}>
        <ToggleButton value="like" aria-label="Good response">
          👍
        </ToggleButton>
        <ToggleButton value="dislike" aria-label="Bad response">
          👎
        </ToggleButton>
      </ToggleButtonGroup>
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <textarea aria-label="Comment" />
      </Popover>
    </>
  );
}
