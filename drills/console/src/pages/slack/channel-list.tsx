import { NavLink } from 'react-router';
import type { ChannelsAnswer } from '../../../../src/console/api';
import './channel-list.css';

/** All channels; the one that is shown is marked. */
export function ChannelList({ channels }: ChannelsAnswer) {
  return (
    <nav aria-label="Channels" className="channel-list">
      <ul>
        {channels.map(({ name, messages }) => (
          <li key={name}>
            <NavLink to={`/slack/${name}`}>
              #{name} <span className="soft">{messages}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
