import { AppError } from '../errors';
import { internalErrors } from './internal-errors';

test('a request that fails does so as by a defect, which no code explains', () => {
  const { fault, failSome } = internalErrors();
  fault.setting.parse({ ratio: 1, seconds: 60 }).inject();
  let thrown: unknown;
  try {
    failSome();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toEqual(new Error('this request was chosen to fail by the fault internal-errors'));
  expect(thrown).not.toBeInstanceOf(AppError);
});
