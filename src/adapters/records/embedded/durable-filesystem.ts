import { fsyncSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitArguments = Parameters<NodeFS['init']>;

/** The part of Emscripten's file system, as PGlite runs it, that is completed here. Its own types leave it open. */
interface EmscriptenFs {
  readonly ErrnoError: new (errno: number) => Error;
  readonly filesystems: {
    readonly NODEFS: {
      readonly node_ops: { rename(node: FsNode, newFolder: FsNode, newName: string): void };
      readonly stream_ops: { fsync?(stream: { readonly nfd: number }): number };
      realPath(node: FsNode): string;
      convertNodeCode(error: unknown): number;
    };
  };
}

interface FsNode {
  name: string;
}

/**
 * A folder of the disk as PGlite's data directory, with two promises that PGlite's own NodeFS lacks: `fsync` reaches
 * the disk (there it does nothing), and `rename` replaces a file in one step (there the old one is deleted first, so a
 * kill in between leaves neither).
 */
export class DurableFilesystem extends NodeFS {
  override async init(...[engine, options]: InitArguments): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(engine, options);
    const preRun = [
      ...(emscriptenOpts.preRun ?? []),
      // The module's FS is the structure above.
      (module: { FS: unknown }) => completeNodeFs(module.FS as EmscriptenFs),
    ];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}

function completeNodeFs(fs: EmscriptenFs): void {
  const { NODEFS } = fs.filesystems;
  const orErrno = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw new fs.ErrnoError(NODEFS.convertNodeCode(error));
    }
  };
  NODEFS.stream_ops.fsync = (stream) => {
    orErrno(() => fsyncSync(stream.nfd));
    return 0;
  };
  NODEFS.node_ops.rename = (node, newFolder, newName) => {
    orErrno(() => renameSync(NODEFS.realPath(node), join(NODEFS.realPath(newFolder), newName)));
    node.name = newName;
  };
}
