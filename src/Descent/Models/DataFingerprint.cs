using System.Security.Cryptography;
using System.Text;
using Descent.Data;
using Descent.Numerics;

namespace Descent.Models;

/// <summary>Tells whether two data sets are the same, without keeping one.</summary>
public static class DataFingerprint
{
    /// <summary>The SHA-256, in lower-case hexadecimal, of the shape, the names, the features, the labels or targets, and the weights, if there are some.</summary>
    public static string Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] head =
        [
            data.Task.ToString(), data.TargetName,
            .. data.FeatureNames, "", .. data.Classes,
        ];
        // The unit separator stands in no sensible name, so ["a", "b"] and ["ab"] differ.
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001f', head)));
        LittleEndian.Send<int>([data.Rows, data.Inputs, data.Outputs], hash.AppendData);
        LittleEndian.Send(data.Features.Span, hash.AppendData);
        LittleEndian.Send(data.Labels.Span, hash.AppendData);
        LittleEndian.Send(data.Targets.Span, hash.AppendData);
        if (data.HasWeights)
        {
            // The word keeps them apart from targets, and rows without weights keep the fingerprint that they always had.
            hash.AppendData("weights"u8);
            LittleEndian.Send(data.Weights.Span, hash.AppendData);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
