import { Link } from '@tanstack/react-router';
import classes from './wordmark.module.css';

export function Wordmark() {
  return (
    <Link to="/" className={classes.wordmark}>
      <img src="/favicon.svg" width={28} height={28} alt="" />
      <span>Throughline</span>
    </Link>
  );
}
