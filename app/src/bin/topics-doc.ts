import { writeFileSync } from 'node:fs';
import { renderTopicsPage, TOPICS_PAGE } from '../events/topics-page';

writeFileSync(TOPICS_PAGE, renderTopicsPage());
