using System.Reflection;
using System.Reflection.Emit;

namespace Descent.Tests;

/// <summary>What a compiled type refers to: in its declarations and in the bodies of its methods.</summary>
internal static class CodeReferences
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    /// <summary>The types that a type refers to, generic arguments and elements of arrays included.</summary>
    public static IEnumerable<Type> Types(Type type)
    {
        IEnumerable<Type?> declared =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(Declared).Select(field => field.FieldType),
            .. Methods(type).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)),
            .. Methods(type).OfType<MethodInfo>().Select(method => method.ReturnType),
            .. Methods(type).SelectMany(method => method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []),
        ];
        IEnumerable<Type?> used = Members(type).SelectMany(member => (Type?[])
        [
            member as Type, member.DeclaringType, (member as FieldInfo)?.FieldType, (member as MethodInfo)?.ReturnType,
            .. (member as MethodInfo)?.GetGenericArguments() ?? [],
        ]);
        return declared.Concat(used).OfType<Type>().SelectMany(Parts).Distinct();
    }

    /// <summary>The methods, fields and types that the instructions of a type's methods name.</summary>
    public static IEnumerable<MemberInfo> Members(Type type) => Methods(type).SelectMany(Members);

    private static IEnumerable<MethodBase> Methods(Type type) => [.. type.GetMethods(Declared), .. type.GetConstructors(Declared)];

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsConstructedGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)]
        : [type];

    private static IEnumerable<MemberInfo> Members(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[]? typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int i = 0; i < code.Length;)
        {
            short value = code[i++];
            // Instructions of two bytes begin with 0xFE.
            if (value == 0xFE)
                value = (short)(0xFE00 | code[i++]);
            OpCode opCode = OpCodesByValue[value];
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, i), typeArguments, methodArguments)!;
            i += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, i)),
                _ => 4,
            };
        }
    }
}
