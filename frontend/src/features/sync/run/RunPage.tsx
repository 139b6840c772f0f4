// Under construction.
export const RunPage = () => <p />;
