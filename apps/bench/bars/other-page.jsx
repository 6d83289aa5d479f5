export const OtherPage = () => <p>The settings of the host.</p>;
