package dev.toolkit.server;

/**
 * What every engine must do. A test of an engine implements this.
 *
 * @see dev.toolkit.server.Engine
 */
interface EngineContract
    extends MessageContract,
        TargetContract,
        HostContract,
        StrictnessContract,
        BodyContract,
        StreamContract,
        Http2Contract,
        TlsContract,
        AbortContract,
        TimeContract,
        StopContract {}
