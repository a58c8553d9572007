using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>One lane: the scalar reference for every kernel, and the tail of every loop.</summary>
internal readonly unsafe struct Lanes1(float value) : ILanes<Lanes1>
{
    private readonly float _value = value;

    public static int Count => 1;

    public static bool IsSupported => true;

    public static Lanes1 Indices => default;

    private static Lanes1 Mask(bool condition) => new(BitConverter.Int32BitsToSingle(condition ? -1 : 0));

    private static int Bits(Lanes1 value) => BitConverter.SingleToInt32Bits(value._value);

    private static Lanes1 FromBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Lanes1 value) => *destination = value._value;

    public static Lanes1 Broadcast(float value) => new(value);

    public static Lanes1 BroadcastBits(int bits) => FromBits(bits);

    public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left._value + right._value);

    public static Lanes1 operator -(Lanes1 left, Lanes1 right) => new(left._value - right._value);

    public static Lanes1 operator *(Lanes1 left, Lanes1 right) => new(left._value * right._value);

    public static Lanes1 operator /(Lanes1 left, Lanes1 right) => new(left._value / right._value);

    public static Lanes1 operator -(Lanes1 value) => FromBits(Bits(value) ^ int.MinValue);

    public static Lanes1 operator &(Lanes1 left, Lanes1 right) => FromBits(Bits(left) & Bits(right));

    public static Lanes1 operator |(Lanes1 left, Lanes1 right) => FromBits(Bits(left) | Bits(right));

    public static Lanes1 operator ^(Lanes1 left, Lanes1 right) => FromBits(Bits(left) ^ Bits(right));

    public static Lanes1 FusedMultiplyAdd(Lanes1 a, Lanes1 b, Lanes1 c) =>
        new(MathF.FusedMultiplyAdd(a._value, b._value, c._value));

    public static Lanes1 Sqrt(Lanes1 value) => new(MathF.Sqrt(value._value));

    public static Lanes1 Abs(Lanes1 value) => FromBits(Bits(value) & int.MaxValue);

    public static Lanes1 GreaterThan(Lanes1 left, Lanes1 right) => Mask(left._value > right._value);

    public static Lanes1 GreaterThanOrEqual(Lanes1 left, Lanes1 right) => Mask(left._value >= right._value);

    public static Lanes1 AreEqual(Lanes1 left, Lanes1 right) => Mask(left._value == right._value);

    public static Lanes1 Select(Lanes1 mask, Lanes1 whenTrue, Lanes1 whenFalse) => Bits(mask) != 0 ? whenTrue : whenFalse;

    public static Lanes1 Lesser(Lanes1 left, Lanes1 right) => left._value < right._value ? left : right;

    public static Lanes1 Greater(Lanes1 left, Lanes1 right) => left._value > right._value ? left : right;

    public static float Sum(Lanes1 value) => value._value;

    public static float Maximum(Lanes1 value) => value._value;

    public static Lanes1 AddBits(Lanes1 left, Lanes1 right) => FromBits(Bits(left) + Bits(right));

    public static Lanes1 SubtractBits(Lanes1 left, Lanes1 right) => FromBits(Bits(left) - Bits(right));

    public static Lanes1 MultiplyBits(Lanes1 left, Lanes1 right, out Lanes1 high)
    {
        ulong product = (ulong)(uint)Bits(left) * (uint)Bits(right);
        high = FromBits((int)(product >> 32));
        return FromBits((int)product);
    }

    public static Lanes1 ShiftBitsLeft(Lanes1 value, int count) => FromBits(Bits(value) << count);

    public static Lanes1 ShiftBitsRight(Lanes1 value, int count) => FromBits(Bits(value) >> count);
}
