import { JsxEmit, ModuleKind, ScriptTarget, transpileModule } from 'typescript';

/** Whether anything of a TypeScript file is left to run once its types are gone: V8 never sees one of which nothing is. */
export function hasCode(source: string): boolean {
  const compilerOptions = {
    module: ModuleKind.ESNext,
    target: ScriptTarget.ESNext,
    jsx: JsxEmit.Preserve,
    removeComments: true,
  };
  return transpileModule(source, { compilerOptions }).outputText.trim() !== 'export {};';
}
