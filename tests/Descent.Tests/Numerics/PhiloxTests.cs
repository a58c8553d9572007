using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public unsafe class PhiloxTests
{
    // The known answers that the authors publish with Random123 (kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(0x00000000_00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff_ffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x299f31d0_a4093822, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Known_answers_come_out(ulong key, uint c0, uint c1, uint c2, uint c3, uint w0, uint w1, uint w2, uint w3)
    {
        (uint r0, uint r1, uint r2, uint r3) = (c0, c1, c2, c3);
        Philox.Block(key, ref r0, ref r1, ref r2, ref r3);
        Assert.Equal((w0, w1, w2, w3), (r0, r1, r2, r3));

        uint[] words = new uint[64];
        foreach (InstructionSet set in Widths.All)
        {
            int count = 0;
            fixed (uint* w = words)
                KernelCatalogue.Run(new BlockAction(key, (c0, c1, c2, c3), (float*)w, &count), set);
            for (int lane = 0; lane < count; lane++)
                Assert.Equal((w0, w1, w2, w3), (words[lane], words[count + lane], words[2 * count + lane], words[3 * count + lane]));
        }
    }

    private readonly struct BlockAction(ulong key, (uint C0, uint C1, uint C2, uint C3) counter, float* words, int* count) : ILanesAction
    {
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            T c0 = T.BroadcastBits((int)counter.C0), c1 = T.BroadcastBits((int)counter.C1), c2 = T.BroadcastBits((int)counter.C2), c3 = T.BroadcastBits((int)counter.C3);
            Philox.Block(key, ref c0, ref c1, ref c2, ref c3);
            *count = T.Count;
            T.Store(words, c0);
            T.Store(words + T.Count, c1);
            T.Store(words + 2 * T.Count, c2);
            T.Store(words + 3 * T.Count, c3);
        }
    }
}
