import Actions from '@ant-design/x/es/actions';
import { useState } from 'react';

export const Host = ({ children }) => children;

export function Row() {
  const [value, setValue] = useState('default');
  return <Actions.Feedback value={value} onChange={setValue} />;
}
